import { appeal, party, recentMatter, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { countFinding } from '../../domain/proactive/grid-count.ts';
import { put, type Handler, type HandlerInput, type RowChange } from '../../domain/process/handler.ts';
import { remember } from '../../domain/appeal/matter.ts';
import { newOrder } from '../../domain/appeal/new-order.ts';
import { FINDING_KINDS } from '../../domain/proactive/proactive-words.ts';
import { counterChanges, creditedPerson, findingOf, movedFinding, type Finding } from './finding-work.ts';

/** Makes a work order of a finding, under the same number and key; from then on it is handled as every order is. Regulation arts. 24–27. */
export const raiseOrder: Handler = {
  jobType: 'raise-order',
  run(input) {
    const row = findingOf(input);
    const person = creditedPerson(row);
    const change = person ? countFinding(input.rows, row, person, ['report'], input.now) : undefined;
    return {
      variables: { solvedBy: 'order' },
      changes: [
        movedFinding(row, 'ordered', change ? { counted: change.counted } : {}),
        ...(change ? counterChanges(change) : []),
        ...orderRows(input, row),
      ],
      events: [{ type: 'order.raised', key: row.key, detail: { orderNo: row.findingNo } }],
    };
  },
};

// helpers

function orderRows(input: HandlerInput, row: Finding): readonly RowChange[] {
  const { key, tenantId, findingNo, matter } = row;
  const partyKey = input.nextKey();
  const known = input.rows.find(recentMatter, matter);
  const appeals = remember(known?.appeals ?? [], { orderKey: key, at: input.now, phoneHash: null });
  return [
    put(party, {
      key: partyKey,
      tenantId,
      kind: 'other',
      nameSealed: null,
      phoneSealed: row.contactSealed,
      phoneHash: null,
      addressSealed: null,
      anonymous: true,
      confidential: false,
      replyWanted: row.contactSealed !== null,
    }),
    put(appeal, {
      key,
      revision: 0,
      tenantId,
      externalNo: null,
      source: FINDING_KINDS[row.kind].source,
      type: row.kind === 'suggestion' ? 'suggestion' : 'help',
      category: row.category,
      title: row.title,
      contentSealed: row.contentSealed,
      placeKind: row.placeKind,
      unitKey: row.unitKey,
      objectKey: row.objectKey,
      partyKey,
      occurredAt: row.reportedAt,
      receivedAt: input.now,
      fingerprint: findingNo,
    }),
    put(workOrder, newOrder({ key, orderNo: findingNo, tenantId, processInstanceKey: input.processInstanceKey })),
    put(recentMatter, { revision: 0, clusterKey: null, ...known, id: matter, appeals }),
  ];
}
