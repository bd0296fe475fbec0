import type { Handler } from '../domain/handler.ts';
import { concluding } from './cluster-work.ts';
import { moved, orderOf } from './order-work.ts';

/** Makes an order read-only. Whoever followed it to the very end gets what came of it. */
export const archiveOrder: Handler = {
  jobType: 'archive-order',
  run(input) {
    const order = orderOf(input);
    const concluded = concluding(input, order, 'answered');
    return {
      changes: [moved(order, 'archived', { archivedAt: input.now }), ...concluded.changes],
      messages: concluded.messages,
      events: [{ type: 'order.archived', key: order.key, detail: { from: order.state } }, ...concluded.events],
    };
  },
};
