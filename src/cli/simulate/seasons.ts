import type { Season } from './categories.ts';

/** Percent of a day's calls in each hour 0…23; sums to 100, with peaks at 9–11 and 14–16 as the capital's hotline reports. */
export const HOUR_WEIGHTS: readonly number[] = [
  1, 0.7, 0.5, 0.4, 0.4, 0.6, 1.2, 2.6, 5.6, 8.6, 9.2, 7.2, 4.6, 4.6, 7.6, 8.2, 7.2, 5.6, 4.8, 4.9, 5.2, 4.4, 2.9, 2,
];
/** Monday…Sunday, mean 1. */
export const WEEKDAY_WEIGHTS: readonly number[] = [1.18, 1.1, 1.06, 1.04, 1.04, 0.84, 0.74];
/** January…December, mean 1. */
export const MONTH_WEIGHTS: readonly number[] = [0.97, 0.8, 1, 0.97, 1, 1.02, 1.08, 1.06, 0.98, 0.95, 1.1, 1.07];
export const HOLIDAY_WEIGHT = 0.55;
/** The first working day after a public holiday: people catch up. */
export const AFTER_HOLIDAY_WEIGHT = 1.35;

const SEASONS: Readonly<Record<Season, readonly number[]>> = {
  heating: [2.6, 2, 1.4, 0.1, 0, 0, 0, 0, 0.1, 0.8, 4, 2.6],
  rain: [0.6, 0.6, 0.8, 0.9, 1.1, 1.4, 1.9, 1.8, 1.2, 0.8, 0.6, 0.6],
  wages: [2.6, 1.1, 0.6, 0.6, 0.7, 0.8, 0.8, 0.8, 0.9, 1, 1.4, 2.2],
  noise: [0.6, 0.5, 0.9, 1.1, 1.3, 1.4, 1.4, 1.3, 1.1, 0.9, 0.7, 0.6],
  school: [0.6, 0.6, 0.9, 1, 1.5, 2.2, 2, 1.6, 0.8, 0.5, 0.4, 0.4],
  prepaid: [0.9, 1.3, 1.2, 1, 1, 1, 1, 1, 1, 0.9, 0.9, 0.9],
  building: [0.5, 0.4, 1.2, 1.5, 1.4, 1.2, 1.1, 1.1, 1.2, 1.2, 0.8, 0.5],
};

/**
 * How much more (or less) often than on average a category is called about on a day; the year's months have mean 1.
 *
 * @param month - 1…12
 * @param day - of the month; trial heating (7–20 November) triples heating calls on its first day and dies down with e^(−t/6 d)
 */
export function seasonWeight(season: Season | null, month: number, day: number): number {
  if (season === null) return 1;
  const curve = SEASONS[season];
  const mean = curve.reduce((sum, weight) => sum + weight, 0) / 12;
  const burst = season === 'heating' && month === 11 && day >= 7 && day <= 20 ? 1 + 2 * Math.exp(-(day - 7) / 6) : 1;
  return ((curve[month - 1] ?? 1) / mean) * burst;
}
