import type { Handler } from '../../domain/process/handler.ts';
import { concluding } from '../cluster/cluster-work.ts';
import { moved, orderOf, toAppellant, toHotline } from '../order-work.ts';

/** Hands an order, and those who follow it, to a unit outside the township's reach. Regulation arts. 21 and 22. */
export const forwardOrder: Handler = {
  jobType: 'forward-order',
  run(input) {
    const order = orderOf(input);
    const concluded = concluding(input, order, 'forwarded');
    return {
      variables: { outcome: 'forwarded_external' },
      changes: [moved(order, 'forwarded', { closedAt: input.now }), ...concluded.changes],
      messages: [
        toAppellant(order, 'forwarded'),
        ...toHotline(input, order, 'HotlineReturn', { reason: 'forwarded' }),
        ...concluded.messages,
      ],
      events: concluded.events,
    };
  },
};
