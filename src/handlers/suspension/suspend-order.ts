import { put, type Handler } from '../../domain/process/handler.ts';
import { suspension } from '../../domain/side-route/side-route-tables.ts';
import { marked, moved, orderOf, toAppellant, toHotline } from '../order-work.ts';
import { suspensionOf } from '../side-route-work.ts';

/** Puts an order on the books because it cannot be solved for now, and explains this to the appellant. Regulation art. 15. */
export const suspendOrder: Handler = {
  jobType: 'suspend-order',
  run(input) {
    const order = orderOf(input);
    const row = suspensionOf(input, order);
    const { reason, expectedOn } = row;
    return {
      changes: [
        moved(order, 'suspended', { marks: marked(order, 'suspended'), unresolvedReason: reason }),
        put(suspension, { ...row, state: 'suspended' }),
      ],
      messages: [toAppellant(order, 'suspended'), ...toHotline(input, order, 'OrderSuspended', { reason, expectedOn })],
    };
  },
};
