import { put, type Handler } from '../../domain/process/handler.ts';
import { hotlineRequest } from '../../domain/hotline/hotline-tables.ts';
import { orderOf, toHotline } from '../order-work.ts';
import { extensionOf } from '../side-route-work.ts';

/** Asks the hotline that sent an order for more time, when a leader has approved it. Regulation art. 15. */
export const askHotlineExtension: Handler = {
  jobType: 'ask-hotline-extension',
  run(input) {
    const order = orderOf(input);
    const { reason, basis, grantedAmount } = extensionOf(input, order);
    return {
      variables: { granted: null },
      changes: [
        put(hotlineRequest, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          orderKey: order.key,
          kind: 'extension',
          amount: grantedAmount,
          reason,
          askedAt: input.now,
          askedBy: input.actor.id,
          ruling: null,
          ruledAt: null,
        }),
      ],
      messages: toHotline(input, order, 'ExtensionRequested', {
        reason,
        basis,
        amount: grantedAmount,
        unit: order.limitUnit,
      }),
    };
  },
};
