import type { Satisfaction } from './appeal-words.ts';
import type { ExclusionRange } from '../exclusion/exclusion-tables.ts';

/** What one order's appellant answered when called back. */
export interface CallbackAnswers {
  readonly reached: boolean;
  readonly contacted: boolean | null;
  readonly resolved: boolean | null;
  readonly satisfaction: Satisfaction;
  /** How far the order is left out. @defaultValue not at all */
  readonly excluded?: ExclusionRange | null;
}

/** How rates become a score. Shares of the composite sum to 1. */
export interface RateScheme {
  readonly response: number;
  readonly resolution: number;
  readonly satisfaction: number;
  /** What "basically satisfied" counts, 0…1. */
  readonly basicallySatisfied: number;
}

/** Shares 10 : 45 : 45; "basically satisfied" counts 0.6, as published bulletins compute it. */
export const DEFAULT_SCHEME: RateScheme = {
  response: 0.1,
  resolution: 0.45,
  satisfaction: 0.45,
  basicallySatisfied: 0.6,
};

/** The three rates, 0…1; null where nobody was reached. */
export interface ThreeRates {
  /** Orders with a valid callback: the denominator. Unreached ones are counted apart. */
  readonly valid: number;
  readonly unreached: number;
  /** Orders left out of all rates; they are in no denominator. */
  readonly excluded: number;
  readonly response: number | null;
  readonly resolution: number | null;
  readonly satisfaction: number | null;
  readonly composite: number | null;
}

/**
 * Computes response, resolution and satisfaction rate from callbacks, one for each order.
 *
 * @param scheme - @defaultValue {@link DEFAULT_SCHEME}
 */
export function threeRates(callbacks: readonly CallbackAnswers[], scheme: RateScheme = DEFAULT_SCHEME): ThreeRates {
  const counted = callbacks.filter((callback) => callback.excluded !== 'all');
  const reached = counted.filter((callback) => callback.reached);
  const valid = reached.length;
  const unreached = counted.length - valid;
  const excluded = callbacks.length - counted.length;
  const judged = reached.filter((callback) => callback.excluded !== 'resolution_satisfaction');
  const shareOf = (points: number, of: number): number | null => (of === 0 ? null : points / of);
  const response = shareOf(reached.filter(({ contacted }) => contacted === true).length, valid);
  const resolution = shareOf(judged.filter(({ resolved }) => resolved === true).length, judged.length);
  const content = judged.filter(({ satisfaction }) => satisfaction === 'satisfied').length;
  const basically = judged.filter(({ satisfaction }) => satisfaction === 'basically_satisfied').length;
  const satisfaction = shareOf(content + scheme.basicallySatisfied * basically, judged.length);
  const composite =
    response === null || resolution === null || satisfaction === null
      ? null
      : scheme.response * response + scheme.resolution * resolution + scheme.satisfaction * satisfaction;
  return { valid, unreached, excluded, response, resolution, satisfaction, composite };
}

/** The scheme by the settings `score_weights`, in percent, and `basic_satisfied_factor`. */
export function schemeOf(
  { response, resolution, satisfaction }: Readonly<Record<'response' | 'resolution' | 'satisfaction', number>>,
  basicallySatisfied: number,
): RateScheme {
  return {
    response: response / 100,
    resolution: resolution / 100,
    satisfaction: satisfaction / 100,
    basicallySatisfied,
  };
}
