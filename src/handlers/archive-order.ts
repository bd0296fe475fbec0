import type { Handler } from '../domain/handler.ts';
import { moved, orderOf } from './order-work.ts';

/** Makes an order read-only. */
export const archiveOrder: Handler = {
  jobType: 'archive-order',
  run(input) {
    const order = orderOf(input);
    return {
      changes: [moved(order, 'archived', { archivedAt: input.now })],
      events: [{ type: 'order.archived', key: order.key, detail: { from: order.state } }],
    };
  },
};
