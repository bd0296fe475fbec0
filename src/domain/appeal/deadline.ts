import { instantAt, minuteOfDay, type Calendar, type OfficeHours } from '../reference/calendar.ts';
import { dayOf, startOfDay } from '../day.ts';
import { referenceError } from '../reference/reference-errors.ts';

/** `minutes` and `hours` are clock time; `working_hours` count only office hours of working days. */
export const TIME_UNITS = ['minutes', 'hours', 'working_hours', 'natural_days', 'working_days'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/**
 * How the end of a period of days is found.
 *
 * `rollsOver`: an end on a day that is not worked moves to the next working day. `closes`: the last day ends at 24:00, or when the office closes.
 */
export const DEADLINE_CALENDARS = {
  /** Hotlines work round the clock: nothing moves, the last day ends at 24:00. */
  hotline: { rollsOver: false, closes: 'midnight' },
  /** Work of an office: the last day is a working day and ends at close of business (Civil Code art. 203). */
  office: { rollsOver: true, closes: 'office' },
  /** Periods of statutes: the last day moves over holidays and ends at 24:00 (Civil Code art. 203 ¶1). */
  statutory: { rollsOver: true, closes: 'midnight' },
} as const satisfies Record<string, { readonly rollsOver: boolean; readonly closes: 'midnight' | 'office' }>;
export type DeadlineCalendar = keyof typeof DEADLINE_CALENDARS;

/** What a deadline is counted from. */
export interface DeadlineRequest {
  /** Instant of dispatch, acceptance or the like; the day on which it falls is not counted by day units. */
  readonly startAt: number;
  /** Whole for day units. At most 3650 days or 87600 hours. */
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly calendar: DeadlineCalendar;
}

/** What counting needs to know of the township. */
export interface CountingBasis {
  readonly calendar: Calendar;
  readonly officeHours: OfficeHours;
}

/** When something is due. `provisional`: it may move when the official table of a year arrives. */
export interface DueDate {
  readonly dueAt: number;
  readonly provisional: boolean;
}

const MAX_DAYS = 3_650;
const MAX_HOURS = MAX_DAYS * 24;

/**
 * When a period ends.
 *
 * Minutes and hours run from the start. Days do not count the day of the start; the last day ends at 24:00 or at close of business,
 * and may move over holidays. Working hours run while the office is open.
 *
 * @throws {@link DomainError} ERR_DEADLINE_AMOUNT, ERR_DEADLINE_UNIT, ERR_DEADLINE_CALENDAR
 * @see Civil Code of the People's Republic of China art. 201 (beginning), art. 203 (end)
 */
export function dueDate(request: DeadlineRequest, basis: CountingBasis): DueDate {
  const count = counted(request, basis);
  return { dueAt: count.dueAt, provisional: count.provisional };
}

/** A period as it was counted: what {@link dueDate} and the explanation of a deadline rest on. Days are integers. */
export interface Counted extends DueDate {
  /** First and last day of the period; for clock time the day of the start and of the end. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** The last day before it moved over days not worked; null when it did not move. */
  readonly movedFrom: number | null;
}

/** Counts a period; see {@link dueDate}. */
export function counted(request: DeadlineRequest, basis: CountingBasis): Counted {
  check(request);
  const { startAt, amount, unit } = request;
  if (unit === 'minutes') return clockTime(startAt, amount * 60_000);
  if (unit === 'hours') return clockTime(startAt, amount * 3_600_000);
  return unit === 'working_hours' ? workingHours(startAt, amount, basis) : days(request, basis);
}

/** Working days after the day of `from` up to and including the day of `to`; negative when `to` is earlier. */
export function workdaysBetween(from: number, to: number, calendar: Calendar): number {
  if (to < from) return -workdaysBetween(to, from, calendar);
  const [first, last] = [dayOf(from) + 1, dayOf(to)];
  if (last - first > MAX_DAYS * 10) {
    throw referenceError('ERR_DEADLINE_AMOUNT', { expected: `0–${MAX_DAYS * 10}`, found: last - first });
  }
  let count = 0;
  for (let day = first; day <= last; day++) if (calendar.isWorkday(day)) count++;
  return count;
}

// helpers

function check({ amount, unit, calendar, startAt }: DeadlineRequest): void {
  if (!TIME_UNITS.includes(unit)) {
    throw referenceError('ERR_DEADLINE_UNIT', { expected: TIME_UNITS.join(', '), found: String(unit) });
  }
  if (!Object.hasOwn(DEADLINE_CALENDARS, calendar)) {
    throw referenceError('ERR_DEADLINE_CALENDAR', {
      expected: Object.keys(DEADLINE_CALENDARS).join(', '),
      found: String(calendar),
    });
  }
  const isDays = unit === 'natural_days' || unit === 'working_days';
  const most = isDays ? MAX_DAYS : unit === 'minutes' ? MAX_HOURS * 60 : MAX_HOURS;
  const fits = typeof amount === 'number' && amount >= 0 && amount <= most && (!isDays || Number.isInteger(amount));
  if (fits && Number.isSafeInteger(startAt)) return;
  throw referenceError('ERR_DEADLINE_AMOUNT', {
    expected: isDays ? `0, 1, 2 … ${most}` : `0–${most}`,
    found: String(amount),
  });
}

function clockTime(startAt: number, ms: number): Counted {
  const dueAt = startAt + Math.round(ms);
  return { dueAt, provisional: false, firstDay: dayOf(startAt), lastDay: dayOf(dueAt), movedFrom: null };
}

function days(
  { startAt, amount, unit, calendar: name }: DeadlineRequest,
  { calendar, officeHours }: CountingBasis,
): Counted {
  const { rollsOver, closes } = DEADLINE_CALENDARS[name];
  const startDay = dayOf(startAt);
  let provisional = false;
  let end = startDay + amount;
  if (unit === 'working_days') {
    end = startDay;
    for (let left = amount; left > 0;) {
      end++;
      if (!calendar.isSettled(end)) provisional = true;
      if (calendar.isWorkday(end)) left--;
    }
  }
  let lastDay = end;
  if (rollsOver) {
    if (!calendar.isSettled(lastDay)) provisional = true;
    while (!calendar.isWorkday(lastDay)) {
      lastDay++;
      if (!calendar.isSettled(lastDay)) provisional = true;
    }
  }
  const closing = officeHours.at(-1)?.[1];
  return {
    dueAt: closes === 'office' && closing !== undefined ? instantAt(lastDay, closing) : startOfDay(lastDay + 1),
    provisional,
    firstDay: startDay + 1,
    lastDay,
    movedFrom: lastDay === end ? null : end,
  };
}

function workingHours(startAt: number, amount: number, { calendar, officeHours }: CountingBasis): Counted {
  const firstDay = dayOf(startAt);
  if (amount === 0 || officeHours.length === 0) return clockTime(startAt, amount * 3_600_000);
  let left = amount * 60;
  let provisional = false;
  let now = minuteOfDay(startAt);
  for (let day = firstDay; ; day++, now = 0) {
    if (!calendar.isSettled(day)) provisional = true;
    if (!calendar.isWorkday(day)) continue;
    for (const [from, to] of officeHours) {
      const begin = Math.max(from, now);
      const open = to - begin;
      if (open <= 0) continue;
      if (left <= open) {
        return {
          dueAt: Math.round(instantAt(day, begin + left)),
          provisional,
          firstDay,
          lastDay: day,
          movedFrom: null,
        };
      }
      left -= open;
    }
  }
}
