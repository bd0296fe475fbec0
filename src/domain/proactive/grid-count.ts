import { dayOf, formatDay } from '../day.ts';
import { finding, gridCounter, type Counted } from './proactive-tables.ts';
import type { GridCount } from './proactive-words.ts';
import type { RowOf } from '../table.ts';
import type { ReadSet } from '../working-set.ts';

type Finding = RowOf<typeof finding>;
export type Counter = RowOf<typeof gridCounter>;

/** Counters that move, and what the finding is counted as from then on. */
export interface CountChange {
  readonly counters: readonly Counter[];
  readonly counted: readonly Counted[];
}

/** Counts a finding for a person in the month of `at`; what it is counted as already is not counted twice. */
export function countFinding(
  rows: ReadSet,
  about: Pick<Finding, 'key' | 'tenantId' | 'counted'>,
  person: string,
  counts: readonly GridCount[],
  at: number,
): CountChange {
  const month = formatDay(dayOf(at)).slice(0, 7);
  const id = `${about.tenantId}/${person}/${month}`;
  const fresh = counts.filter((count) => about.counted.every((each) => each.count !== count));
  if (fresh.length === 0) return { counters: [], counted: about.counted };
  const none: Counter = {
    id,
    revision: 0,
    tenantId: about.tenantId,
    person,
    month,
    discover: 0,
    report: 0,
    relieve: 0,
    evidence: [],
  };
  const counter = fresh.reduce<Counter>(
    (row, count) => moved(row, count, about.key, at, 1),
    rows.find(gridCounter, id) ?? none,
  );
  return { counters: [counter], counted: [...about.counted, ...fresh.map((count) => ({ counterId: id, count }))] };
}

/**
 * Takes counts of a finding back, in the month in which they were given; the evidence of both stays.
 *
 * @param counters - counters that moved already within the same change, by id; those that move now are added
 */
export function uncountFinding(
  rows: ReadSet,
  about: Finding,
  counts: readonly GridCount[],
  at: number,
  counters = new Map<string, Counter>(),
): CountChange {
  const back = about.counted.filter(({ count }) => counts.includes(count));
  for (const { counterId, count } of back) {
    const row = counters.get(counterId) ?? rows.find(gridCounter, counterId);
    if (row) counters.set(counterId, moved(row, count, about.key, at, -1));
  }
  return {
    counters: [...counters.values()],
    counted: about.counted.filter(({ count }) => !counts.includes(count)),
  };
}

// helpers

function moved(row: Counter, count: GridCount, findingKey: number, at: number, delta: 1 | -1): Counter {
  return { ...row, [count]: row[count] + delta, evidence: [...row.evidence, { count, findingKey, at, delta }] };
}
