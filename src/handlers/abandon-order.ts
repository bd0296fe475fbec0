import type { Handler } from '../domain/process/handler.ts';
import { leaving } from './cluster/cluster-work.ts';
import { changed, orderOf, toStaff } from './order-work.ts';

/**
 * What it means for an order that an administrator ended its case: it goes out of its cluster, which gets another lead, and the office is
 * told, since no process works on it any more. Its state stays what it was.
 */
export const abandonOrder: Handler = {
  jobType: 'abandon-order',
  run(input) {
    const order = orderOf(input);
    const left = leaving(input, order, 'cancelled');
    const follows = order.state === 'merged' && left.changes.length > 0;
    return {
      changes: [...(follows ? [changed(order, { parentOrderKey: null })] : []), ...left.changes],
      messages: [toStaff(order, 'case_cancelled', 'response_office'), ...left.messages],
      events: [{ type: 'order.abandoned', key: order.key, detail: { state: order.state } }, ...left.events],
    };
  },
};
