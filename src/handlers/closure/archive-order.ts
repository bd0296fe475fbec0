import type { Handler, HandlerInput, ThrownMessage } from '../../domain/process/handler.ts';
import type { WorkOrderState } from '../../domain/appeal/work-order-state.ts';
import { concluding } from '../cluster/cluster-work.ts';
import { moved, orderOf, toHotline, type Order } from '../order-work.ts';

/** Ends of which the hotline has not heard on the way. */
const UNHEARD: readonly WorkOrderState[] = ['invalid', 'merged', 'to_petition', 'transferred_emergency'];

/** Makes an order read-only. Whoever followed it to the very end gets what came of it. */
export const archiveOrder: Handler = {
  jobType: 'archive-order',
  run(input) {
    const order = orderOf(input);
    const concluded = concluding(input, order, 'answered');
    return {
      changes: [moved(order, 'archived', { archivedAt: input.now }), ...concluded.changes],
      messages: [...concluded.messages, ...unheardEnd(input, order)],
      events: [{ type: 'order.archived', key: order.key, detail: { from: order.state } }, ...concluded.events],
    };
  },
};

// helpers

function unheardEnd(input: HandlerInput, order: Order): readonly ThrownMessage[] {
  return UNHEARD.includes(order.state) ? toHotline(input, order, 'OrderClosed', { outcome: order.state }) : [];
}
