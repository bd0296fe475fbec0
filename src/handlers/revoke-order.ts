import type { Handler } from '../domain/handler.ts';
import { moved, orderOf, toHotline, toStaff } from './order-work.ts';

/** The hotline has taken the order back: it leaves the township, and whoever works on it is told to stop. Regulation art. 12 ¶3. */
export const revokeOrder: Handler = {
  jobType: 'revoke-order',
  run(input) {
    const order = orderOf(input);
    const units = [...(order.ownerUnitKey === null ? [] : [order.ownerUnitKey]), ...order.coUnitKeys];
    return {
      variables: { outcome: 'forwarded_external' },
      changes: [moved(order, 'forwarded', { closedAt: input.now })],
      messages: [
        ...units.map((unit) => toStaff(order, 'order_revoked', unit)),
        ...toHotline(input, order, 'HotlineReturn', { reason: 'returned' }),
      ],
      events: [{ type: 'order.revoked', key: order.key }],
    };
  },
};
