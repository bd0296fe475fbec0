import type { workOrder } from './appeal-tables.ts';
import type { RowOf } from '../table.ts';

/** A work order as it is registered: nothing is known but its name. */
export function newOrder(
  order: Pick<RowOf<typeof workOrder>, 'key' | 'orderNo' | 'tenantId' | 'processInstanceKey'>,
): RowOf<typeof workOrder> {
  return {
    ...order,
    revision: 0,
    state: 'registered',
    level: null,
    limitAmount: null,
    limitUnit: null,
    limitBasis: null,
    ownerUnitKey: null,
    coUnitKeys: [],
    catalogueEntry: null,
    dispatchedAt: null,
    dueAt: null,
    statutoryDueAt: null,
    signedOffAt: null,
    signedOffBy: null,
    signOffDelegated: false,
    signedAt: null,
    firstContactAt: null,
    handledBy: null,
    isTrue: null,
    beyondDuty: false,
    resolved: null,
    unresolvedReason: null,
    publicReply: null,
    feedbackAt: null,
    extensionCount: 0,
    reworkCount: 0,
    repeatKind: null,
    parentOrderKey: null,
    marks: [],
    sensitive: false,
    urged: false,
    supervised: false,
    excluded: false,
    closingLabel: null,
    closedAt: null,
    archivedAt: null,
  };
}
