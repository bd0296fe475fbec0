import { put, type Handler } from '../../domain/process/handler.ts';
import { hotlineRequest } from '../../domain/hotline/hotline-tables.ts';
import { orderOf, text, toHotline } from '../order-work.ts';

/** Asks the hotline to take an order back that the office holds to be none of the township's. Regulation art. 12 ¶3. */
export const askHotlineReturn: Handler = {
  jobType: 'ask-hotline-return',
  run(input) {
    const order = orderOf(input);
    const reason = text(input.variables['citedItem']);
    return {
      variables: { granted: null },
      changes: [
        put(hotlineRequest, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          orderKey: order.key,
          kind: 'return',
          amount: null,
          reason,
          askedAt: input.now,
          askedBy: input.actor.id,
          ruling: null,
          ruledAt: null,
        }),
      ],
      messages: toHotline(input, order, 'ReturnRequested', { reason }),
      events: [{ type: 'hotline.return-requested', key: order.key }],
    };
  },
};
