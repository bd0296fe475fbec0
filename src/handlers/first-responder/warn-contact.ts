import type { Handler } from '../../domain/process/handler.ts';
import { changed, marked, orderOf, toStaff } from '../order-work.ts';

/** Reminds the unit that nobody has contacted the appellant yet, and marks the order as a risk for the response rate. */
export const warnContact: Handler = {
  jobType: 'warn-contact',
  run(input) {
    const order = orderOf(input);
    return {
      changes: [changed(order, { marks: marked(order, 'response_risk') })],
      messages: [toStaff(order, 'first_contact_overdue', order.ownerUnitKey ?? 'response_office')],
    };
  },
};
