import type { WhistleLevel } from './whistle-words.ts';

/** One unit called by one whistle. */
export interface Call {
  readonly unitKey: number;
  readonly level: WhistleLevel | null;
  readonly reportDueAt: number | null;
  readonly arrivedAt: number | null;
  readonly absent: boolean;
  /** Points that count now, 0–100; null before it is rated. */
  readonly rating: number | null;
}

/** Reporting in on time: of those that had arrived or were due at `now`. */
export interface Arrivals {
  readonly called: number;
  readonly due: number;
  readonly onTime: number;
  /** 0…1; null when nobody was due. */
  readonly share: number | null;
}

/** What a unit did for others: whistles and directives, each rated. */
export interface UnitScore {
  readonly unitKey: number;
  readonly arrivals: Arrivals;
  readonly whistles: Score;
  readonly directives: Score;
}

export interface Score {
  readonly rated: number;
  /** Mean of the ratings; null without any. */
  readonly mean: number | null;
}

export interface WhistleFigures {
  readonly all: Arrivals;
  readonly byLevel: readonly (Arrivals & { readonly level: WhistleLevel })[];
  readonly units: readonly UnitScore[];
}

const LEVELS: readonly WhistleLevel[] = ['grid', 'community', 'township'];

/**
 * How punctually units report in, by level and by unit, and how the township rates what they did. Later corrections have replaced earlier
 * ratings; who was released or called off before being due counts nowhere.
 *
 * @see Regulation arts. 16 and 33
 */
export function whistleFigures(
  calls: readonly Call[],
  directives: readonly { readonly unitKey: number; readonly score: number }[],
  now: number,
): WhistleFigures {
  const keys = [...new Set([...calls, ...directives].map(({ unitKey }) => unitKey))].sort((a, b) => a - b);
  return {
    all: arrivals(calls, now),
    byLevel: LEVELS.map((level) => ({
      level,
      ...arrivals(
        calls.filter((call) => call.level === level),
        now,
      ),
    })),
    units: keys.map((unitKey) => {
      const own = calls.filter((call) => call.unitKey === unitKey);
      return {
        unitKey,
        arrivals: arrivals(own, now),
        whistles: score(own.flatMap(({ rating }) => (rating === null ? [] : [rating]))),
        directives: score(directives.filter((each) => each.unitKey === unitKey).map((each) => each.score)),
      };
    }),
  };
}

// helpers

function arrivals(calls: readonly Call[], now: number): Arrivals {
  const due = calls.filter(({ arrivedAt, absent, reportDueAt }) => {
    return arrivedAt !== null || absent || (reportDueAt !== null && reportDueAt <= now);
  });
  const onTime = due.filter(
    ({ arrivedAt, reportDueAt }) => arrivedAt !== null && (reportDueAt === null || arrivedAt <= reportDueAt),
  ).length;
  const share = due.length === 0 ? null : onTime / due.length;
  return { called: calls.length, due: due.length, onTime, share };
}

function score(points: readonly number[]): Score {
  const sum = points.reduce((total, each) => total + each, 0);
  return { rated: points.length, mean: points.length === 0 ? null : sum / points.length };
}
