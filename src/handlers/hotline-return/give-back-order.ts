import type { Handler } from '../../domain/process/handler.ts';
import { orderOf } from '../order-work.ts';

/** Ends the handling of an order that the hotline takes back, wherever it stands. */
export const giveBackOrder: Handler = {
  jobType: 'give-back-order',
  run(input) {
    const { orderNo } = orderOf(input);
    return {
      variables: { outcome: 'returned' },
      messages: [{ name: 'OrderRevoked', correlationKey: orderNo, variables: {} }],
    };
  },
};
