import { exclusion, rangeOf } from '../exclusion/exclusion-tables.ts';
import { conversionRecord, handDownCase, pointsEntry, publication } from './hand-down-tables.ts';
import { put, type RowChange } from '../process/handler.ts';
import type { RowOf } from '../table.ts';
import type { ReadSet } from '../working-set.ts';

/** Who undoes a verdict, when, and what there is. */
export interface Undoing {
  readonly rows: ReadSet;
  readonly now: number;
  readonly actorId: string;
  nextKey(): number;
}

/** Takes back the points of a hand-down: what was only suggested lapses, what was approved gets an entry against it. */
export function reversePoints(
  { rows, now, actorId, nextKey }: Undoing,
  { key, orderKey }: RowOf<typeof handDownCase>,
): readonly RowChange[] {
  const entries = rows
    .list(pointsEntry, 'byOrder', [orderKey])
    .filter((entry) => entry.caseKey === key && entry.state !== 'reversed' && entry.reverses === null);
  return entries.flatMap((entry) => [
    put(pointsEntry, { ...entry, state: 'reversed' }),
    ...(entry.state === 'approved'
      ? [
          put(pointsEntry, {
            ...entry,
            key: nextKey(),
            revision: 0,
            rule: 'verdict_overturned',
            delta: -entry.delta,
            suggestedAt: now,
            suggestedBy: actorId,
            publishedUntil: null,
            approvedBy: actorId,
            reverses: entry.key,
          }),
        ]
      : []),
  ]);
}

/**
 * Everything else that rested on the verdict: it is published no more, counts no more, and excludes the order from no rate. The order itself is
 * the caller's to change: see {@link staysExcluded}.
 */
export function overturn({ rows, now, actorId }: Undoing, kase: RowOf<typeof handDownCase>): readonly RowChange[] {
  const published = rows.list(publication, 'byCase', [kase.key]).filter(({ withdrawnAt }) => withdrawnAt === null);
  const converted = rows.list(conversionRecord, 'byCase', [kase.key]).filter(({ cancelled }) => !cancelled);
  const granted = rows
    .list(exclusion, 'byOrder', [kase.orderKey])
    .filter((row) => row.state === 'granted' && restsOnVerdict(row));
  return [
    ...granted.map((row) => put(exclusion, { ...row, state: 'reversed', reversedBy: actorId, reversedAt: now })),
    put(handDownCase, { ...kase, state: 'overturned', overturnedAt: now, closedAt: kase.closedAt ?? now }),
    ...published.map((row) => put(publication, { ...row, withdrawnAt: now })),
    ...converted.map((row) => put(conversionRecord, { ...row, cancelled: true })),
  ];
}

/** Whether an order whose verdict falls is left out of the rates for another reason as well. */
export function staysExcluded(rows: ReadSet, orderKey: number): boolean {
  return rangeOf(rows.list(exclusion, 'byOrder', [orderKey]).filter((row) => !restsOnVerdict(row))) !== null;
}

// helpers

const restsOnVerdict = ({ code }: RowOf<typeof exclusion>): boolean => code === 'unreasonable';
