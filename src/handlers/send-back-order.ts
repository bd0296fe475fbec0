import type { Handler } from '../domain/handler.ts';
import { moved, orderOf, toStaff } from './order-work.ts';

/** Sends an incomplete or false result back to the unit before anybody is called; the date stays. */
export const sendBackOrder: Handler = {
  jobType: 'send-back-order',
  run(input) {
    const order = orderOf(input);
    return {
      variables: { outcome: 'rework' },
      changes: [moved(order, 'reopened', { feedbackAt: null })],
      messages: [toStaff(order, 'sent_back', order.ownerUnitKey ?? 'response_office')],
    };
  },
};
