import { put, type Handler } from '../../domain/process/handler.ts';
import { hotlineRequest } from '../../domain/hotline/hotline-tables.ts';
import { orderOf, toStaff } from '../order-work.ts';

/** The hotline does not take an order back, or did not say so in time: it stays with the first recipient, finally. Regulation art. 14. */
export const keepReturnedOrder: Handler = {
  jobType: 'keep-returned-order',
  run(input) {
    const order = orderOf(input);
    const silent = input.rows
      .list(hotlineRequest, 'byOrder', [order.key])
      .filter(({ kind, ruling }) => kind === 'return' && ruling === null);
    return {
      variables: { outcome: 'kept' },
      changes: silent.map((asked) => put(hotlineRequest, { ...asked, ruling: 'lapsed', ruledAt: input.now })),
      messages: [toStaff(order, 'return_refused', order.ownerUnitKey ?? 'response_office')],
    };
  },
};
