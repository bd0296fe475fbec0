import { workOrder } from './appeal-tables.ts';
import { exclusion } from './exclusion-tables.ts';
import { conversionRecord, handDownCase, pointsEntry, publication } from './hand-down-tables.ts';
import { put, type RowChange } from './handler.ts';
import type { RowOf } from './table.ts';
import type { ReadSet } from './working-set.ts';

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

/** Everything else that rested on the verdict: it is published no more, counts no more, and the order is excluded no more. */
export function overturn(
  { rows, now, actorId }: Undoing,
  kase: RowOf<typeof handDownCase>,
  order: RowOf<typeof workOrder>,
): readonly RowChange[] {
  const published = rows.list(publication, 'byCase', [kase.key]).filter(({ withdrawnAt }) => withdrawnAt === null);
  const converted = rows.list(conversionRecord, 'byCase', [kase.key]).filter(({ cancelled }) => !cancelled);
  const granted = rows
    .list(exclusion, 'byOrder', [order.key])
    .filter(({ state, code }) => state === 'granted' && code === 'unreasonable');
  return [
    ...granted.map((row) => put(exclusion, { ...row, state: 'reversed', reversedBy: actorId, reversedAt: now })),
    put(handDownCase, { ...kase, state: 'overturned', overturnedAt: now, closedAt: kase.closedAt ?? now }),
    ...published.map((row) => put(publication, { ...row, withdrawnAt: now })),
    ...converted.map((row) => put(conversionRecord, { ...row, cancelled: true })),
    ...(order.excluded ? [put(workOrder, { ...order, excluded: false })] : []),
  ];
}
