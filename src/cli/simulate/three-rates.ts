/** Resolution and satisfaction rates of the capital's hotline as published, by year; the years between are interpolated. */
const PUBLISHED: readonly (readonly [year: number, resolved: number, satisfied: number])[] = [
  [2019, 0.53, 0.65],
  [2020, 0.8, 0.87],
  [2021, 0.89, 0.92],
  [2022, 0.94, 0.95],
  [2024, 0.97, 0.973],
];

/** How many of those whose matter was resolved are content. */
export const SATISFIED_WHEN_RESOLVED = 0.985;

/**
 * Probability that an appeal of this year is resolved.
 *
 * @param offset - the category's own, −0.25…+0.03
 */
export function resolutionOf(year: number, offset: number): number {
  return Math.min(0.995, Math.max(0.05, published(year)[0] + offset));
}

/** Probability that somebody is content although the matter is not resolved, so that both published rates come out: satisfaction ≥ resolution. */
export function satisfactionWhenUnresolved(year: number): number {
  const [resolved, satisfied] = published(year);
  return (satisfied - SATISFIED_WHEN_RESOLVED * resolved) / (1 - resolved);
}

// helpers

function published(year: number): readonly [number, number] {
  const after = PUBLISHED.findIndex(([y]) => y >= year);
  const right = PUBLISHED[after === -1 ? PUBLISHED.length - 1 : after] as (typeof PUBLISHED)[number];
  const left = PUBLISHED[after <= 0 ? PUBLISHED.indexOf(right) : after - 1] as (typeof PUBLISHED)[number];
  if (right[0] === left[0] || after === -1) return [right[1], right[2]];
  const share = (year - left[0]) / (right[0] - left[0]);
  return [left[1] + share * (right[1] - left[1]), left[2] + share * (right[2] - left[2])];
}
