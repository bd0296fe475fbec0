import type { Handler } from '../../domain/process/handler.ts';
import { orderOf, toStaff } from '../order-work.ts';
import { endSuspension } from '../side-route-work.ts';

/** An order is not put on the books: the unit goes on with it. */
export const refuseSuspension: Handler = {
  jobType: 'refuse-suspension',
  run(input) {
    const order = orderOf(input);
    return {
      variables: { suspension: 'refused' },
      changes: endSuspension(input, order, 'refused'),
      messages: [toStaff(order, 'suspension_refused', order.ownerUnitKey ?? 'response_office')],
      events: [{ type: 'suspension.refused', key: order.key }],
    };
  },
};
