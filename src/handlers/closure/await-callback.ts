import type { Handler } from '../../domain/process/handler.ts';
import { concluding } from '../cluster/cluster-work.ts';
import { moved, orderOf } from '../order-work.ts';

/** Lets an order whose result has been examined wait for its callback; those who follow it get the result now. */
export const awaitCallback: Handler = {
  jobType: 'await-callback',
  run(input) {
    const order = orderOf(input);
    const concluded = concluding(input, order, 'answered');
    const moves = order.state === 'callback_pending' ? [] : [moved(order, 'callback_pending')];
    return { ...concluded, changes: [...moves, ...concluded.changes] };
  },
};
