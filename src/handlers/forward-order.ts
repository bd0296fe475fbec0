import type { Handler } from '../domain/handler.ts';
import { moved, orderOf, toAppellant, toHotline } from './order-work.ts';

/** Hands an order to a unit outside the township's reach. Regulation arts. 21 and 22. */
export const forwardOrder: Handler = {
  jobType: 'forward-order',
  run(input) {
    const order = orderOf(input);
    return {
      variables: { outcome: 'forwarded_external' },
      changes: [moved(order, 'forwarded', { closedAt: input.now })],
      messages: [toAppellant(order, 'forwarded'), ...toHotline(input, order, 'HotlineReturn', { reason: 'forwarded' })],
    };
  },
};
