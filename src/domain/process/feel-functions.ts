import { deadline, type Deadline } from '../appeal/deadline-basis.ts';
import {
  dueDate,
  workdaysBetween,
  type DeadlineCalendar,
  type DeadlineRequest,
  type TimeUnit,
} from '../appeal/deadline.ts';
import { DomainError } from '../errors.ts';
import { EvaluationFailure, type FeelFunctions } from './expression-port.ts';
import { addDuration, formatInstant, parseDuration, parseInstant } from '../iso-time.ts';
import type { LimitValue } from '../reference/limits.ts';
import { referenceError } from '../reference/reference-errors.ts';
import type { Reference } from '../reference/reference.ts';

/** Names of our own functions in FEEL. */
export const FEEL_FUNCTION_NAMES = [
  'limit',
  'deadline',
  'workdays',
  'setting',
  'percent_of',
  'explained_limit',
  'explained_deadline',
  'provisional_request',
] as const;
export type FeelFunctionName = (typeof FEEL_FUNCTION_NAMES)[number];

/** Units as tables written in Chinese name them. */
const UNIT_WORDS: Readonly<Record<string, TimeUnit>> = {
  clock_hours: 'hours',
  分: 'minutes',
  分钟: 'minutes',
  时: 'hours',
  小时: 'hours',
  工作小时: 'working_hours',
  自然日: 'natural_days',
  日: 'natural_days',
  工作日: 'working_days',
};

/**
 * Our own functions in FEEL, for one township at one instant. Instants are ISO 8601 text (in Asia/Shanghai when they name no zone),
 * or milliseconds since the epoch.
 *
 * - `limit(name, level)`: how long something may take. Minutes and hours as ISO 8601 duration (`PT30M`), days and working time as the
 *   date-time at which they end when they begin now: both can be a timer's or a task's due date. Without `level` for limits that are the same
 *   for all levels.
 * - `deadline(start, amount, unit, calendar)`: when a period ends, as date-time. Units `minutes`, `hours`, `working_hours`, `natural_days`,
 *   `working_days`, or in Chinese; calendars `hotline` (default), `office`, `statutory`.
 * - `workdays(a, b)`: working days after the day of `a` up to that of `b`.
 * - `setting(name)`: a value the administrator tunes.
 * - `percent_of(period, percent)`: part of a duration, or of the time from now to a date-time; `percent_of(limit("order", level), 80)`.
 * - `explained_limit(name, level, start)` and `explained_deadline(start, amount, unit, calendar)`: the same with `dueAt` in milliseconds,
 *   `provisional` and `basis` (see `Deadline`), for handlers that store a deadline.
 *
 * - `provisional_request(date)`: for a date-time that `limit` or `deadline` gave and that may move, what it was counted from; else null.
 *
 * @throws {@link EvaluationFailure} from each of them, naming the limit, setting or argument that is wrong
 */
export function createFeelFunctions(reference: Reference, now: number): FeelFunctions {
  const request = (start: unknown, amount: unknown, unit: unknown, calendar: unknown): DeadlineRequest => ({
    startAt: instantOf(start, 'start'),
    amount: amount as number,
    unit: (typeof unit === 'string' && Object.hasOwn(UNIT_WORDS, unit) ? UNIT_WORDS[unit] : unit) as TimeUnit,
    calendar: (calendar ?? 'hotline') as DeadlineCalendar,
  });
  const limitOf = (name: unknown, level: unknown): LimitValue =>
    reference.limit(String(name), level === null || level === undefined ? null : String(level));

  /** What dates that may move were counted from. */
  const provisional = new Map<string, DeadlineRequest>();
  const ended = (counting: DeadlineRequest): string => {
    const due = dueDate(counting, reference);
    const text = formatInstant(due.dueAt);
    if (due.provisional) provisional.set(text, counting);
    return text;
  };

  return {
    limit: named(['name', 'level'], (name: unknown, level: unknown) => {
      const value = limitOf(name, level);
      if (value.unit === 'minutes') return durationText(value.amount * 60_000);
      if (value.unit === 'hours') return durationText(value.amount * 3_600_000);
      return ended({ startAt: now, amount: value.amount, unit: value.unit, calendar: value.calendar });
    }),
    deadline: named(['start', 'amount', 'unit', 'calendar'], (...args: unknown[]) =>
      ended(request(args[0], args[1], args[2], args[3])),
    ),
    workdays: named(['from', 'to'], (from: unknown, to: unknown) =>
      workdaysBetween(instantOf(from, 'from'), instantOf(to, 'to'), reference.calendar),
    ),
    setting: named(['name'], (name: unknown) => reference.setting(String(name))),
    percent_of: named(['period', 'percent'], (period: unknown, percent: unknown) => partOf(period, percent, now)),
    explained_limit: named(['name', 'level', 'start'], (name: unknown, level: unknown, start: unknown): Deadline => {
      const { amount, unit, calendar } = limitOf(name, level);
      return deadline(
        { startAt: start === null || start === undefined ? now : instantOf(start, 'start'), amount, unit, calendar },
        reference,
      );
    }),
    explained_deadline: named(['start', 'amount', 'unit', 'calendar'], (...args: unknown[]): Deadline =>
      deadline(request(args[0], args[1], args[2], args[3]), reference),
    ),
    provisional_request: named(['date'], (date: unknown) => provisional.get(String(date)) ?? null),
  } satisfies Record<FeelFunctionName, unknown>;
}

// helpers

/** A function whose parameters can be named in FEEL, and whose refusals are failures of the expression. */
function named<A extends unknown[], R>(parameters: readonly string[], call: (...args: A) => R): (...args: A) => R {
  const guarded = (...args: A): R => {
    try {
      return call(...args);
    } catch (error) {
      if (error instanceof DomainError)
        throw new EvaluationFailure(parameters.join(', '), error.message, { cause: error });
      throw error;
    }
  };
  return Object.assign(guarded, { $args: parameters });
}

function instantOf(value: unknown, what: string): number {
  const instant = typeof value === 'string' ? parseInstant(value) : value;
  if (typeof instant === 'number' && Number.isSafeInteger(instant)) return instant;
  throw referenceError('ERR_INSTANT', { what });
}

/** `PT30M`, `PT26H`, `PT1H30M`, `PT0S` */
function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ] as const;
  const text = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount}${unit}`);
  return `PT${text.length > 0 ? text.join('') : '0S'}`;
}

function partOf(period: unknown, percent: unknown, now: number): string {
  if (typeof percent !== 'number' || !(percent >= 0 && percent <= 1_000)) {
    throw referenceError('ERR_DEADLINE_AMOUNT', { expected: '0–1000', found: String(percent) });
  }
  const duration = typeof period === 'string' ? parseDuration(period) : undefined;
  if (duration) return durationText((addDuration(now, duration) - now) * (percent / 100));
  return formatInstant(now + Math.round(((instantOf(period, 'period') - now) * percent) / 100));
}
