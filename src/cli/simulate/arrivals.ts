import { CATEGORIES } from './categories.ts';
import type { CategoryProfile } from './categories.ts';
import type { Preset } from './presets.ts';
import type { Random } from './random.ts';
import { AFTER_HOLIDAY_WEIGHT, HOLIDAY_WEIGHT, HOUR_WEIGHTS, MONTH_WEIGHTS, WEEKDAY_WEIGHTS, seasonWeight } from './seasons.ts';

/** A day of the civil calendar; `month` 1…12. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** What the official table says about a day; `null` leaves it to the weekday. */
export type DayKind = (day: Day) => 'holiday' | 'workday' | null;

export interface Arrival {
  /** Instant of the call, ms since the epoch. */
  readonly at: number;
  readonly category: CategoryProfile;
  /** Name of the happening that many call about; null for a call of its own. */
  readonly burst: string | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** China keeps UTC+8 all year. */
const OFFSET = 8 * HOUR;

/** Midnight in China at the beginning of a day; months and days beyond their range carry over. */
export function startOfDay(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) - OFFSET;
}

/** The civil day of an instant in China. */
export function dayOf(instant: number): Day {
  const date = new Date(instant + OFFSET);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/**
 * Expected orders in each hour of a day: the preset's monthly volume spread by hour, weekday, month, holiday and category season.
 *
 * @param midnight - start of the day
 */
export function expectedByCategory(preset: Preset, midnight: number, dayKind: DayKind): readonly (readonly [CategoryProfile, number])[] {
  const day = dayOf(midnight);
  const daysInMonth = Math.round((startOfDay(day.year, day.month + 1, 1) - startOfDay(day.year, day.month, 1)) / DAY);
  const perDay = (preset.ordersPerMonth / daysInMonth) * (MONTH_WEIGHTS[day.month - 1] ?? 1) * dayWeight(midnight, dayKind);
  return CATEGORIES.map((category) => [
    category,
    ((perDay * category.share[preset.terrain]) / 100) * seasonWeight(category.season, day.month, day.day),
  ]);
}

/**
 * Calls between two midnights as a non-homogeneous Poisson process, in order of time.
 *
 * @param from - midnight, ms since the epoch
 * @param to - midnight after the last day
 */
export function arrivals(preset: Preset, from: number, to: number, random: Random, dayKind: DayKind): Arrival[] {
  const found: Arrival[] = [];
  let month = -1;
  let luck = 1;
  for (let midnight = from; midnight < to; midnight += DAY) {
    const day = dayOf(midnight);
    if (day.month !== month) {
      month = day.month;
      luck = monthLuck(preset, random);
    }
    const expected = expectedByCategory(preset, midnight, dayKind);
    const total = luck * expected.reduce((sum, [, count]) => sum + count, 0);
    for (const [hour, weight] of HOUR_WEIGHTS.entries()) {
      const calls = random.poisson((total * weight) / 100);
      const times = Array.from({ length: calls }, () => Math.floor(random.next() * HOUR)).sort((a, b) => a - b);
      for (const time of times) found.push({ at: midnight + hour * HOUR + time, category: random.weighted(expected), burst: null });
    }
  }
  return found;
}

// helpers

/** A month's own level where a small place varies more than a Poisson process does. */
function monthLuck(preset: Preset, random: Random): number {
  const spread = Math.sqrt(Math.max(0, preset.volumeSigma ** 2 - 1 / preset.ordersPerMonth));
  return preset.volumeSigma === 0 ? 1 : Math.max(0.2, 1 + spread * random.normal());
}

function dayWeight(midnight: number, dayKind: DayKind): number {
  if (dayKind(dayOf(midnight)) === 'holiday') return HOLIDAY_WEIGHT;
  const made = dayKind(dayOf(midnight)) === 'workday';
  const weekday = weekdayOf(midnight);
  // a make-up Saturday or Sunday is an ordinary working day: taken as a Friday
  const weight = WEEKDAY_WEIGHTS[made && weekday > 4 ? 4 : weekday] ?? 1;
  return followsHoliday(midnight, dayKind) ? AFTER_HOLIDAY_WEIGHT * weight : weight;
}

function followsHoliday(midnight: number, dayKind: DayKind): boolean {
  const works = (at: number): boolean => dayKind(dayOf(at)) === 'workday' || (dayKind(dayOf(at)) === null && weekdayOf(at) < 5);
  if (!works(midnight)) return false;
  let before = midnight - DAY;
  while (!works(before) && dayKind(dayOf(before)) !== 'holiday') before -= DAY;
  return dayKind(dayOf(before)) === 'holiday';
}

/** Monday 0 … Sunday 6. 1970-01-01 was a Thursday. */
function weekdayOf(midnight: number): number {
  return (((midnight + OFFSET) / DAY) % 7 + 3) % 7;
}
