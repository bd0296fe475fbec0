import type { Satisfaction } from './appeal-words.ts';

/** What one order's appellant answered when called back. */
export interface CallbackAnswers {
  readonly reached: boolean;
  readonly contacted: boolean | null;
  readonly resolved: boolean | null;
  readonly satisfaction: Satisfaction;
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
export const DEFAULT_SCHEME: RateScheme = { response: 0.1, resolution: 0.45, satisfaction: 0.45, basicallySatisfied: 0.6 };

/** The three rates, 0…1; null where nobody was reached. */
export interface ThreeRates {
  /** Orders with a valid callback: the denominator. Unreached ones are counted apart. */
  readonly valid: number;
  readonly unreached: number;
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
  const reached = callbacks.filter((callback) => callback.reached);
  const valid = reached.length;
  const unreached = callbacks.length - valid;
  if (valid === 0) return { valid, unreached, response: null, resolution: null, satisfaction: null, composite: null };
  const count = (test: (callback: CallbackAnswers) => boolean): number => reached.filter(test).length;
  const response = count(({ contacted }) => contacted === true) / valid;
  const resolution = count(({ resolved }) => resolved === true) / valid;
  const content = count(({ satisfaction }) => satisfaction === 'satisfied');
  const basically = count(({ satisfaction }) => satisfaction === 'basically_satisfied');
  const satisfaction = (content + scheme.basicallySatisfied * basically) / valid;
  const composite = scheme.response * response + scheme.resolution * resolution + scheme.satisfaction * satisfaction;
  return { valid, unreached, response, resolution, satisfaction, composite };
}
