import type { Handler } from '../domain/handler.ts';
import { context, moved, orderOf, text, toAppellant, toHotline } from './order-work.ts';

/** Outcomes of table D13 after which the matter stays open for the appellant. */
const UNRESOLVED = ['explain_unresolved', 'consult', 'suspend'];

/** Strikes the order off: solved or not, rated or not, with the label it has earned. */
export const closeOrder: Handler = {
  jobType: 'close-order',
  run(input) {
    const order = orderOf(input);
    const disposal = text(context(input.variables['d13'])['outcome']) ?? 'close';
    const unrated = disposal === 'close_unrated';
    const resolved = unrated ? order.resolved !== false : !UNRESOLVED.includes(disposal);
    const onTime = order.feedbackAt !== null && order.dueAt !== null && order.feedbackAt <= order.dueAt;
    return {
      variables: { outcome: unrated ? 'unrated' : resolved ? 'closed' : 'closed_unresolved' },
      changes: [
        moved(order, resolved ? 'closed' : 'closed_unresolved', {
          closedAt: input.now,
          resolved,
          closingLabel: resolved && onTime ? 'struck_off_on_time' : null,
        }),
      ],
      messages: [toAppellant(order, 'closed'), ...toHotline(input, order, 'OrderClosed', { resolved })],
      events: [{ type: 'order.closed', key: order.key, detail: { resolved, unrated } }],
    };
  },
};
