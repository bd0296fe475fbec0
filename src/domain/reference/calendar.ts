import { parseDay, startOfDay, weekdayOf, yearOf, ZONE_MS, DAY_MS } from '../day.ts';
import type { OfficialYear } from './official-calendar.ts';

/** `adjusted_workday`: a weekend day that is worked (调休). */
export const DAY_KINDS = ['workday', 'weekend', 'holiday', 'adjusted_workday'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** A day that a township's administrator has fixed; it wins over the official table. */
export interface DayOverride {
  readonly date: string;
  readonly kind: DayKind;
  readonly note: string;
}

/** Which days are worked. Days are integers, see `dayOf`. */
export interface Calendar {
  isWorkday(day: number): boolean;
  kindOf(day: number): DayKind;
  /** False when the answer for this day may still change, because the official table it depends on is not there. */
  isSettled(day: number): boolean;
  /** Name of the holiday, or note of the override. */
  nameOf(day: number): string | null;
  /** Notice or note that makes the day differ from an ordinary week. */
  sourceOf(day: number): string | null;
  /** Years whose official table is there, ascending. */
  readonly years: readonly number[];
}

/** Minutes of the day from and to which is worked, ascending, e.g. `[[540, 720], [810, 1050]]`. */
export type OfficeHours = readonly (readonly [from: number, to: number])[];

interface SpecialDay {
  readonly kind: DayKind;
  readonly name: string | null;
  readonly source: string;
}

/** Notices of a year have moved days of the last week of the year before (29 December 2018 was worked). */
const LAST_SETTLED_DECEMBER_DAY = 24;

/**
 * A calendar made of official years and a township's own days. Where no table says otherwise Monday to Friday are worked;
 * such an answer for a year without a table is not settled.
 */
export function calendarOf(years: readonly OfficialYear[], overrides: readonly DayOverride[] = []): Calendar {
  const special = new Map<number, SpecialDay>();
  for (const { holidays, adjustedWorkdays, notice } of years) {
    for (const { name, from, to } of holidays) {
      for (let day = knownDay(from); day <= knownDay(to); day++)
        special.set(day, { kind: 'holiday', name, source: notice });
    }
    for (const date of adjustedWorkdays) {
      special.set(knownDay(date), { kind: 'adjusted_workday', name: null, source: notice });
    }
  }
  const fixed = new Set<number>();
  for (const { date, kind, note } of overrides) {
    const day = knownDay(date);
    special.set(day, { kind, name: note, source: note });
    fixed.add(day);
  }
  const known = new Set(years.map(({ year }) => year));
  const [settledFrom, settledTo] = longestRun(known);
  const kindOf = (day: number): DayKind => special.get(day)?.kind ?? (weekdayOf(day) < 5 ? 'workday' : 'weekend');
  return {
    kindOf,
    isWorkday(day) {
      const kind = kindOf(day);
      return kind === 'workday' || kind === 'adjusted_workday';
    },
    isSettled(day) {
      if ((day >= settledFrom && day < settledTo) || fixed.has(day)) return true;
      const year = yearOf(day);
      return known.has(year) && (known.has(year + 1) || !isLastWeek(day));
    },
    nameOf: (day) => special.get(day)?.name ?? null,
    sourceOf: (day) => special.get(day)?.source ?? null,
    years: [...known].sort((a, b) => a - b),
  };
}

/** Minute of the day at which an instant falls, with fractions. */
export function minuteOfDay(instant: number): number {
  return ((((instant + ZONE_MS) % DAY_MS) + DAY_MS) % DAY_MS) / 60_000;
}

/** The instant of a minute of a day. */
export function instantAt(day: number, minute: number): number {
  return startOfDay(day) + minute * 60_000;
}

// helpers

function knownDay(date: string): number {
  const day = parseDay(date);
  if (day === undefined) throw new TypeError(`not a date: ${date}`);
  return day;
}

/** Days that are settled one after another, so that the usual question takes no arithmetic on years. */
function longestRun(known: ReadonlySet<number>): readonly [from: number, to: number] {
  if (known.size === 0) return [0, 0];
  const last = Math.max(...known);
  let first = last;
  while (known.has(first - 1)) first--;
  return [knownDay(`${first}-01-01`), knownDay(`${last}-12-${LAST_SETTLED_DECEMBER_DAY}`)];
}

function isLastWeek(day: number): boolean {
  return yearOf(day + 31 - LAST_SETTLED_DECEMBER_DAY) > yearOf(day);
}
