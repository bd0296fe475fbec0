import { put, type Handler } from '../../domain/process/handler.ts';
import { worksheetEntry } from '../../domain/worksheet/worksheet-tables.ts';
import { orderOf, text, toStaff } from '../order-work.ts';
import { accountId, entryOf, missingField } from './worksheet-work.ts';

/** Records the leader who takes a goal on: who claims it, or whom the office names. @throws {@link DomainError} ERR_WORKSHEET_FIELD */
export const claimGoal: Handler = {
  jobType: 'claim-goal',
  run(input) {
    const order = orderOf(input);
    const named =
      input.elementId === 'assign_leader' ? accountId(input, text(input.variables['leader'])) : input.actor.id;
    if (named === undefined) throw missingField(order, { zh: '领导(在用账号)', en: 'the leader (an active account)' });
    if (input.elementId === 'leader_claim' && input.variables['claimed'] !== true)
      throw missingField(order, { zh: '认领的确认', en: 'the claim' });
    return {
      changes: [put(worksheetEntry, { ...entryOf(input, order), claimLeader: named, claimedAt: input.now })],
      messages: [toStaff(order, 'goal_claimed', order.ownerUnitKey ?? 'response_office')],
      events: [{ type: 'worksheet.claimed', key: order.key }],
    };
  },
};
