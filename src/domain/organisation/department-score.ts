import type { Category } from '../appeal/appeal-words.ts';
import { parseDay, startOfDay } from '../day.ts';
import { threeRates, type CallbackAnswers, type RateScheme, type ThreeRates } from '../appeal/three-rates.ts';
import type { Score, UnitScore } from '../whistle/whistle-figures.ts';

/** A called-back order of the year. */
export interface AnsweredOrder extends CallbackAnswers {
  readonly ownerUnitKey: number | null;
  readonly category: Category;
}

/** A department or public enterprise, and the kinds of appeals for which the duty list makes it the main unit: its industry. */
export interface Department {
  readonly unitKey: number;
  readonly name: string;
  readonly industry: readonly Category[];
}

/** What a year's score is made of. Shares sum to 1. */
export interface DepartmentScheme {
  readonly rates: RateScheme;
  /** Share of its own orders in its rates; the rest is its industry's. */
  readonly ownShare: number;
  readonly weights: { readonly whistles: number; readonly rates: number; readonly directives: number };
}

export interface DepartmentScore {
  readonly unitKey: number;
  readonly name: string;
  readonly own: ThreeRates;
  readonly industry: ThreeRates;
  /** Both together, 0–100; null when neither has a valid callback. */
  readonly rates: number | null;
  /** One rating for each whistle that called it. */
  readonly whistles: Score;
  readonly directives: Score;
  /** 0–100; null when there is nothing to score. */
  readonly score: number | null;
  /** 1 is best; equals share a rank, and the next one counts them. */
  readonly rank: number | null;
}

/**
 * A year's weighted score of each department: one rating for each whistle, its three rates, and the ratings of its directives. A part that nothing
 * is known of is left out, and the others keep their proportion; a rating that was set to nought counts as nought.
 *
 * @returns by rank, those without a score last
 * @see Regulation arts. 32 and 33
 */
export function departmentScores(
  departments: readonly Department[],
  orders: readonly AnsweredOrder[],
  rated: readonly UnitScore[],
  { rates: scheme, ownShare, weights }: DepartmentScheme,
): readonly DepartmentScore[] {
  const none: Score = { rated: 0, mean: null };
  const scored = departments.map(({ unitKey, name, industry: categories }) => {
    const own = threeRates(
      orders.filter((order) => order.ownerUnitKey === unitKey),
      scheme,
    );
    const industry = threeRates(
      orders.filter(({ category }) => categories.includes(category)),
      scheme,
    );
    const { whistles, directives } = rated.find((each) => each.unitKey === unitKey) ?? {
      whistles: none,
      directives: none,
    };
    const composite = weighted([
      [ownShare, own.composite],
      [1 - ownShare, industry.composite],
    ]);
    const rates = composite === null ? null : 100 * composite;
    const score = weighted([
      [weights.whistles, whistles.mean],
      [weights.rates, rates],
      [weights.directives, directives.mean],
    ]);
    return { unitKey, name, own, industry, rates, whistles, directives, score };
  });
  return scored
    .map((each) => {
      const { score } = each;
      const better = scored.filter((other) => hundredths(other.score) > hundredths(score)).length;
      return { ...each, rank: score === null ? null : better + 1 };
    })
    .toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.unitKey - b.unitKey);
}

/** The twelve cycles of a year, in ms. A cycle is named after the month in which it ends. */
export interface AssessmentYear {
  /** Orders dispatched, whistles published and directives issued in [from, to) count. */
  readonly from: number;
  readonly to: number;
  /** Callbacks before this count: the freeze of the last cycle. */
  readonly frozenAt: number;
}

/**
 * @param startDay - day of the month on which a cycle begins, 1–28
 * @param freezeDay - day of the month at whose end scores are frozen, 1–28
 */
export function assessmentYear(year: number, startDay: number, freezeDay: number): AssessmentYear {
  const isCalendar = startDay === 1;
  const beginning = (of: number) => at(isCalendar ? of : of - 1, isCalendar ? 1 : 12, startDay);
  const freezes = !isCalendar && freezeDay >= startDay ? at(year, 12, freezeDay) : at(year + 1, 1, freezeDay);
  return { from: startOfDay(beginning(year)), to: startOfDay(beginning(year + 1)), frozenAt: startOfDay(freezes + 1) };
}

// helpers

/** What is printed decides the rank. */
function hundredths(score: number | null): number {
  return score === null ? -1 : Math.round(score * 100);
}

/** The mean of what is known, by weight. */
function weighted(parts: readonly (readonly [weight: number, value: number | null])[]): number | null {
  const known = parts.filter((part): part is readonly [number, number] => part[1] !== null && part[0] > 0);
  const all = known.reduce((sum, [weight]) => sum + weight, 0);
  return known.length === 0 ? null : known.reduce((sum, [weight, value]) => sum + weight * value, 0) / all;
}

function at(year: number, month: number, day: number): number {
  return parseDay(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`) as number;
}
