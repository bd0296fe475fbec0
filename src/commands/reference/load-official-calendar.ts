import type { Command } from '../../domain/command.ts';
import { parseDay, weekdayOf, yearOf } from '../../domain/day.ts';
import type { OfficialYear } from '../../domain/reference/official-calendar.ts';
import { referenceError } from '../../domain/reference/reference-errors.ts';
import { calendarYear } from '../../domain/reference/reference-tables.ts';

/**
 * Stores the official arrangement of a year, for every township of the host; a stored one is replaced.
 * Provisional deadlines can be recomputed afterwards.
 *
 * @throws {@link DomainError} ERR_CALENDAR_DATE, ERR_CALENDAR_YEAR when dates are far from the year, spans run backwards, or a worked
 * weekend day is none
 */
export const loadOfficialCalendar: Command<OfficialYear, { readonly year: number }> = {
  type: 'load-official-calendar',
  decide({ rows, actor, now, record }, { year, notice, holidays, adjustedWorkdays }) {
    check(
      year,
      holidays.flatMap(({ from, to }) => [from, to]),
      adjustedWorkdays,
    );
    for (const { name, from, to } of holidays) {
      const length = dayNumber(to) - dayNumber(from) + 1;
      if (length < 1 || length > 31)
        refuse(year, `${name} ${from}–${to}`, `the span ${from}–${to} is not 1 to 31 days long`);
    }
    if (notice.trim() === '') refuse(year, '缺少文号', 'the number of the notice is missing');
    const before = rows.find(calendarYear, year);
    const loaded = { notice: notice.trim(), holidays, adjustedWorkdays, loadedAt: now, loadedBy: actor.id };
    rows.put(calendarYear, { year, revision: before?.revision ?? 0, ...loaded });
    record({ type: 'calendar-year.loaded', detail: { year, notice: loaded.notice, before: before?.notice ?? null } });
    return { year };
  },
};

// helpers

function check(year: number, holidays: readonly string[], adjusted: readonly string[]): void {
  if (!Number.isInteger(year) || year < 2000 || year > 2100)
    refuse(year, '年份应为 2000–2100', 'the year is not 2000–2100');
  for (const date of [...holidays, ...adjusted]) {
    // a notice may move days of the last week before its year, and of the first after it
    const near = yearOf(dayNumber(date) + 14) === year || yearOf(dayNumber(date) - 14) === year;
    if (!near) refuse(year, `${date} 不属于该年`, `${date} is not of that year`);
  }
  for (const date of adjusted) {
    if (weekdayOf(dayNumber(date)) < 5) refuse(year, `${date} 不是周末`, `${date} is no weekend day`);
  }
}

function dayNumber(date: string): number {
  const day = parseDay(date);
  if (day === undefined) throw referenceError('ERR_CALENDAR_DATE', { found: date });
  return day;
}

function refuse(year: number, problem: string, problemEn: string): never {
  throw referenceError('ERR_CALENDAR_YEAR', { year, problem, problemEn });
}
