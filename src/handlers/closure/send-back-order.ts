import type { Handler, HandlerInput, RowChange } from '../../domain/process/handler.ts';
import { message } from '../../domain/process/process-tables.ts';
import { moved, orderOf, toStaff, type Order } from '../order-work.ts';

/** Sends an incomplete or false result back to the unit before anybody is called; the date stays. */
export const sendBackOrder: Handler = {
  jobType: 'send-back-order',
  run(input) {
    const order = orderOf(input);
    return {
      variables: { outcome: 'rework' },
      changes: [moved(order, 'reopened', { feedbackAt: null }), ...outdatedResults(input, order)],
      messages: [toStaff(order, 'sent_back', order.ownerUnitKey ?? 'response_office')],
    };
  },
};

// helpers

/** A callback that came while the result was still being examined was about a result that does not count. */
function outdatedResults({ rows, tenantId }: HandlerInput, { orderNo }: Order): readonly RowChange[] {
  return rows
    .list(message, 'byName', [tenantId, 'CallbackResult'])
    .filter(({ correlationKey }) => correlationKey === orderNo)
    .map(({ key }) => ({ table: message, remove: key }));
}
