import { dayOf, startOfDay, DAY_MS } from '../day.ts';

/** What is due about an order's limit: a part of it is used up, it has been over for a day, or the daily line is written at 17:00. */
export type Warning =
  { readonly kind: 'part'; readonly percent: number } | { readonly kind: 'supervise' } | { readonly kind: 'daily' };

/** The limit that is watched. */
export interface WatchedLimit {
  readonly startAt: number;
  readonly dueAt: number;
  /** Ascending, e.g. 50, 80, 100. */
  readonly percentages: readonly number[];
}

const DAILY_LINE_MS = 17 * 3_600_000;

/** The warnings whose time came after `since` and not after `now`, in order of time. */
export function warningsBetween(limit: WatchedLimit, since: number, now: number): readonly Warning[] {
  return planned(limit, since)
    .filter(({ at }) => at > since && at <= now)
    .map(({ warning }) => warning);
}

/** When the next warning after `now` is due. There is always one: the daily line. */
export function nextWarningAt(limit: WatchedLimit, now: number): number {
  return Math.min(...planned(limit, now).flatMap(({ at }) => (at > now ? [at] : [])));
}

// helpers

interface Planned {
  readonly at: number;
  readonly warning: Warning;
}

/** All single warnings, and the daily lines of the day of `from` and of the next. */
function planned({ startAt, dueAt, percentages }: WatchedLimit, from: number): readonly Planned[] {
  const today = startOfDay(dayOf(from)) + DAILY_LINE_MS;
  const plan: Planned[] = [
    ...percentages.map((percent) => ({
      // whole seconds, as ISO 8601 text gives them: a truncated instant would come again and again
      at: Math.ceil((startAt + ((dueAt - startAt) * percent) / 100) / 1000) * 1000,
      warning: { kind: 'part', percent } as const,
    })),
    { at: Math.ceil(dueAt / 1000) * 1000 + DAY_MS, warning: { kind: 'supervise' } },
    { at: today, warning: { kind: 'daily' } },
    { at: today + DAY_MS, warning: { kind: 'daily' } },
  ];
  return plan.sort((a, b) => a.at - b.at);
}
