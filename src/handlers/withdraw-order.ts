import type { Handler } from '../domain/process/handler.ts';
import { leaving } from './cluster/cluster-work.ts';
import { moved, orderOf, toHotline, toStaff } from './order-work.ts';

/** Ends an order because the appellant withdrew; whoever works on it is told to stop, and one that follows it takes the lead. */
export const withdrawOrder: Handler = {
  jobType: 'withdraw-order',
  run(input) {
    const order = orderOf(input);
    const left = leaving(input, order, 'withdrawn');
    return {
      variables: { outcome: 'withdrawn' },
      changes: [moved(order, 'withdrawn', { closedAt: input.now }), ...left.changes],
      messages: [
        ...[...(order.ownerUnitKey === null ? [] : [order.ownerUnitKey]), ...order.coUnitKeys].map((unit) =>
          toStaff(order, 'order_withdrawn', unit),
        ),
        ...toHotline(input, order, 'AppellantWithdrew'),
        ...left.messages,
      ],
      events: left.events,
    };
  },
};
