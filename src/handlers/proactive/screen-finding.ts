import { recentMatter, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { isOpenFinding } from '../../domain/proactive/finding-state.ts';
import type { Handler, HandlerInput } from '../../domain/process/handler.ts';
import { recent } from '../../domain/appeal/matter.ts';
import { finding } from '../../domain/proactive/proactive-tables.ts';
import { findingOf, type Finding } from './finding-work.ts';

/** Looks for an open finding or order about the same object; sets `duplicateOf` to its number. Without a named object nothing is the same. */
export const screenFinding: Handler = {
  jobType: 'screen-finding',
  run(input) {
    const row = findingOf(input);
    return { variables: { duplicateOf: row.objectKey === null ? null : known(input, row) } };
  },
};

// helpers

function known({ rows, now }: HandlerInput, row: Finding): string | null {
  const earlier = rows
    .list(finding, 'byMatter', [row.matter])
    .find(({ key, state }) => key !== row.key && isOpenFinding(state));
  if (earlier) return earlier.findingNo;
  const appeals = recent(rows.find(recentMatter, row.matter)?.appeals ?? [], now);
  const orders = appeals.map(({ orderKey }) => rows.find(workOrder, orderKey));
  return orders.find((order) => order && order.closedAt === null && order.archivedAt === null)?.orderNo ?? null;
}
