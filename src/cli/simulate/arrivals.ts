import type { Calendar } from '../../domain/reference/calendar.ts';
import { formatDay, startOfDay, weekdayOf } from '../../domain/day.ts';
import { CATEGORIES } from './categories.ts';
import type { CategoryProfile } from './categories.ts';
import type { Preset } from './presets.ts';
import type { Random } from './random.ts';
import {
  AFTER_HOLIDAY_WEIGHT,
  HOLIDAY_WEIGHT,
  HOUR_WEIGHTS,
  MONTH_WEIGHTS,
  WEEKDAY_WEIGHTS,
  seasonWeight,
} from './seasons.ts';

export interface Arrival {
  /** Instant of the call, ms since the epoch. */
  readonly at: number;
  readonly category: CategoryProfile;
  /** Name of the happening that many call about; null for a call of its own. */
  readonly burst: string | null;
}

const HOUR = 3_600_000;

/**
 * Expected orders of each category on a day: the preset's monthly volume spread by weekday, month, holiday and category season.
 */
export function expectedByCategory(
  preset: Preset,
  day: number,
  calendar: Calendar,
): readonly (readonly [CategoryProfile, number])[] {
  const { year, month, date } = civil(day);
  const perDay =
    (preset.ordersPerMonth / daysIn(year, month)) * (MONTH_WEIGHTS[month - 1] ?? 1) * dayWeight(day, calendar);
  return CATEGORIES.map((category) => [
    category,
    ((perDay * category.share[preset.terrain]) / 100) * seasonWeight(category.season, month, date),
  ]);
}

/** Calls on the days from `from` up to, not including, `to`: a non-homogeneous Poisson process, in order of time. */
export function arrivals(preset: Preset, from: number, to: number, random: Random, calendar: Calendar): Arrival[] {
  const found: Arrival[] = [];
  let month = 0;
  let luck = 1;
  for (let day = from; day < to; day++) {
    if (civil(day).month !== month) {
      month = civil(day).month;
      luck = monthLuck(preset, random);
    }
    const expected = expectedByCategory(preset, day, calendar);
    const total = luck * expected.reduce((sum, [, count]) => sum + count, 0);
    for (const [hour, weight] of HOUR_WEIGHTS.entries()) {
      const calls = random.poisson((total * weight) / 100);
      const times = Array.from({ length: calls }, () => Math.floor(random.next() * HOUR)).sort((a, b) => a - b);
      for (const time of times) {
        found.push({ at: startOfDay(day) + hour * HOUR + time, category: random.weighted(expected), burst: null });
      }
    }
  }
  return found;
}

/** Year, month (1…12) and day of the month. */
export function civil(day: number): { readonly year: number; readonly month: number; readonly date: number } {
  const [year, month, date] = formatDay(day).split('-').map(Number) as [number, number, number];
  return { year, month, date };
}

// helpers

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A month's own level where a small place varies more than a Poisson process does. */
function monthLuck(preset: Preset, random: Random): number {
  if (preset.volumeSigma === 0) return 1;
  const spread = Math.sqrt(Math.max(0, preset.volumeSigma ** 2 - 1 / preset.ordersPerMonth));
  return Math.max(0.2, 1 + spread * random.normal());
}

function dayWeight(day: number, calendar: Calendar): number {
  const kind = calendar.kindOf(day);
  if (kind === 'holiday') return HOLIDAY_WEIGHT;
  // a weekend day that is worked is taken as a Friday
  const weight = WEEKDAY_WEIGHTS[kind === 'adjusted_workday' ? 4 : weekdayOf(day)] ?? 1;
  return calendar.isWorkday(day) && endsHoliday(day - 1, calendar) ? AFTER_HOLIDAY_WEIGHT * weight : weight;
}

/** Whether a holiday ends with this day, weekends after it included. */
function endsHoliday(day: number, calendar: Calendar): boolean {
  while (calendar.kindOf(day) === 'weekend') day--;
  return calendar.kindOf(day) === 'holiday';
}
