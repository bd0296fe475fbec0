import type { Calendar } from '../reference/calendar.ts';
import { formatDay } from '../day.ts';
import {
  counted,
  DEADLINE_CALENDARS,
  type CountingBasis,
  type DeadlineRequest,
  type DueDate,
  type TimeUnit,
} from './deadline.ts';
import { formatInstant } from '../iso-time.ts';

/** A deadline with the reason for it, as it is stored and shown. Plain JSON. */
export interface Deadline extends DueDate {
  readonly basis: DeadlineBasis;
}

/** Why a deadline is when it is. Dates are `2024-10-08`. */
export interface DeadlineBasis extends DeadlineRequest {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly movedFrom: string | null;
  /** Days of the period that were not worked: not counted by working units, or moved over. Names of holidays with their dates. */
  readonly skipped: readonly string[];
  /** Weekend days that count as working days. */
  readonly adjustedWorkdays: readonly string[];
  /** Notices and notes by which days of the period differ from an ordinary week. */
  readonly sources: readonly string[];
  /** Where the official table is missing: the days whose kind is assumed. */
  readonly unsettled: readonly string[];
}

/** A deadline with its basis; see `dueDate` for how it is counted and for the errors. */
export function deadline(request: DeadlineRequest, basis: CountingBasis): Deadline {
  const count = counted(request, basis);
  const { startAt, amount, unit, calendar } = request;
  const counts = countsWorkdays(unit)
    ? daysOf(count.firstDay, count.lastDay)
    : daysOf(count.movedFrom ?? count.lastDay + 1, count.lastDay);
  const special = counts.filter((day) => basis.calendar.kindOf(day) !== 'workday');
  const sources = new Set(special.map((day) => basis.calendar.sourceOf(day)).filter((source) => source !== null));
  return {
    dueAt: count.dueAt,
    provisional: count.provisional,
    basis: {
      startAt,
      amount,
      unit,
      calendar,
      firstDay: formatDay(count.firstDay),
      lastDay: formatDay(count.lastDay),
      movedFrom: count.movedFrom === null ? null : formatDay(count.movedFrom),
      skipped: runs(
        special.filter((day) => !basis.calendar.isWorkday(day)),
        basis.calendar,
      ),
      adjustedWorkdays: special.filter((day) => basis.calendar.kindOf(day) === 'adjusted_workday').map(formatDay),
      sources: [...sources],
      unsettled: count.provisional
        ? runs(
            counts.filter((day) => !basis.calendar.isSettled(day)),
            null,
          )
        : [],
    },
  };
}

/**
 * The deadline as today's calendar gives it: for provisional deadlines when the official table of a year has arrived.
 *
 * @returns undefined when nothing changes, not even that it is provisional
 */
export function recompute(stored: Deadline, basis: CountingBasis): Deadline | undefined {
  const { startAt, amount, unit, calendar } = stored.basis;
  const fresh = deadline({ startAt, amount, unit, calendar }, basis);
  return fresh.dueAt === stored.dueAt && fresh.provisional === stored.provisional ? undefined : fresh;
}

const UNITS: Readonly<Record<TimeUnit, readonly [zh: string, en: string]>> = {
  minutes: ['分钟', 'minutes'],
  hours: ['小时', 'hours'],
  working_hours: ['个工作小时', 'working hours'],
  natural_days: ['个自然日', 'natural days'],
  working_days: ['个工作日', 'working days'],
};

/** The basis in words, for people: “why this date”. */
export function explainDeadline({ basis, dueAt, provisional }: Deadline): { readonly zh: string; readonly en: string } {
  const [unitZh, unitEn] = UNITS[basis.unit];
  const byDays = basis.unit === 'natural_days' || basis.unit === 'working_days';
  const from = formatInstant(basis.startAt).slice(0, 16).replace('T', ' ');
  const { closes } = DEADLINE_CALENDARS[basis.calendar];
  const end = byDays
    ? `${basis.lastDay} ${closes === 'midnight' ? '24:00' : formatInstant(dueAt).slice(11, 16)}`
    : formatInstant(dueAt).slice(0, 16).replace('T', ' ');
  const zh = [
    `自 ${from} 起 ${basis.amount} ${unitZh}`,
    byDays ? `当日不计入，从 ${basis.firstDay} 起算` : '',
    basis.skipped.length > 0 ? `${countsWorkdays(basis.unit) ? '不计' : '遇'}${basis.skipped.join('、')}` : '',
    basis.adjustedWorkdays.length > 0 ? `${basis.adjustedWorkdays.join('、')} 为调休上班日，计入` : '',
    basis.movedFrom === null ? '' : `最后一日 ${basis.movedFrom} 非工作日，顺延`,
    `于 ${end} 届满`,
    byDays ? '依据《民法典》第二百零一条、第二百零三条' : '依据《民法典》第二百零一条第二款',
    basis.sources.length > 0 ? basis.sources.join('；') : '',
    provisional ? `${basis.unsettled.join('、')} 的放假安排尚未公布，为暂定日期` : '',
  ];
  const en = [
    `${basis.amount} ${unitEn} from ${from}`,
    byDays ? `that day not counted, beginning ${basis.firstDay}` : '',
    basis.skipped.length > 0 ? `days not worked: ${basis.skipped.join(', ')}` : '',
    basis.adjustedWorkdays.length > 0 ? `worked weekend days: ${basis.adjustedWorkdays.join(', ')}` : '',
    basis.movedFrom === null ? '' : `last day ${basis.movedFrom} is not worked, moved on`,
    `ends ${end}`,
    byDays ? 'Civil Code arts. 201 and 203' : 'Civil Code art. 201 ¶2',
    basis.sources.join('; '),
    provisional ? `provisional: no official table yet for ${basis.unsettled.join(', ')}` : '',
  ];
  return { zh: `${zh.filter(Boolean).join('，')}。`, en: `${en.filter(Boolean).join('; ')}.` };
}

// helpers

function countsWorkdays(unit: TimeUnit): boolean {
  return unit === 'working_days' || unit === 'working_hours';
}

function daysOf(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** Consecutive days as one text: `国庆节 2024-10-01–2024-10-07`. */
function runs(days: readonly number[], calendar: Calendar | null): string[] {
  const texts: string[] = [];
  let start = 0;
  days.forEach((day, index) => {
    const next = days[index + 1];
    const name = calendar?.nameOf(day) ?? null;
    if (next === day + 1 && (calendar === null || calendar.nameOf(next) === name)) return;
    const first = formatDay(days[start] ?? day);
    const span = start === index ? first : `${first}–${formatDay(day)}`;
    texts.push(name === null ? span : `${name} ${span}`);
    start = index + 1;
  });
  return texts;
}
