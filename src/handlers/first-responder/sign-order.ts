import type { Handler } from '../../domain/process/handler.ts';
import { moved, orderOf, toHotline } from '../order-work.ts';

/** Records that the first recipient signed, or that it objects to the dispatch. Regulation arts. 12 ¶3 and 14. */
export const signOrder: Handler = {
  jobType: 'sign-order',
  run(input) {
    const order = orderOf(input);
    if (input.variables['objection'] === true) return { changes: [moved(order, 'return_requested')] };
    return {
      changes: [moved(order, 'signed', { signedAt: input.now })],
      messages: toHotline(input, order, 'OrderSigned'),
    };
  },
};
