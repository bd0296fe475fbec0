import { appeal, party, recentMatter, workOrder, type MatterEntry } from '../domain/appeal-tables.ts';
import type { Handler, HandlerInput } from '../domain/handler.ts';
import { matterId, peopleWithin72h, recent } from '../domain/matter.ts';
import { isOpen } from '../domain/work-order-state.ts';
import { matchFindings } from './finding-match.ts';
import { moved, orderOf, type Order } from './order-work.ts';

/**
 * Looks for earlier appeals about the same matter within 30 days, by keyed hash of the phone, category and place; nothing is decrypted.
 * Findings about the same matter learn of it.
 * Sets `repeat`: whether the same person and matter are known, how the original stands, and how many people appealed within 72 hours.
 */
export const screenAppeal: Handler = {
  jobType: 'screen-appeal',
  run(input) {
    const order = orderOf(input);
    const received = input.rows.find(appeal, order.key);
    if (!received) return {};
    const matter = input.rows.find(recentMatter, matterId(input.tenantId, received));
    const entries = recent(matter?.appeals ?? [], input.now);
    const phoneHash = input.rows.find(party, received.partyKey)?.phoneHash ?? null;
    const others = entries.filter(({ orderKey }) => orderKey !== order.key);
    const own = phoneHash === null ? undefined : others.findLast((entry) => entry.phoneHash === phoneHash);
    const original = own ?? others.at(-1);
    const matched = matchFindings(input, received);
    return {
      changes: [...(order.state === 'supplement_requested' ? [moved(order, 'registered')] : []), ...matched.changes],
      messages: matched.messages,
      variables: {
        repeat: {
          samePerson: own !== undefined,
          sameMatter: original !== undefined,
          original: original ? standing(input, original) : 'none',
          within72h: received.objectKey === null ? 1 : peopleWithin72h(entries, input.now),
          orderKey: original?.orderKey ?? null,
        },
      },
    };
  },
};

// helpers

function standing(input: HandlerInput, entry: MatterEntry): 'open' | 'closed_30d' | 'none' {
  const original: Order | undefined = input.rows.find(workOrder, entry.orderKey);
  if (!original) return 'none';
  if (isOpen(original.state) || original.closedAt === null) return original.archivedAt === null ? 'open' : 'none';
  return 'closed_30d';
}
