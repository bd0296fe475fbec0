import type { Handler } from '../domain/handler.ts';
import { marked, moved, orderOf, text, toAppellant, toHotline } from './order-work.ts';

/** Puts an order on the books because it cannot be solved for now, and explains this to the appellant. Regulation art. 15. */
export const suspendOrder: Handler = {
  jobType: 'suspend-order',
  run(input) {
    const order = orderOf(input);
    const reason = text(input.variables['suspensionReason']);
    return {
      changes: [moved(order, 'suspended', { marks: marked(order, 'suspended'), unresolvedReason: reason })],
      messages: [toAppellant(order, 'suspended'), ...toHotline(input, order, 'OrderSuspended', { reason })],
    };
  },
};
