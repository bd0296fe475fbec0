import { put, type Handler } from '../../domain/process/handler.ts';
import { homesteadMediation } from '../../domain/side-route/side-route-tables.ts';
import { orderOf } from '../order-work.ts';

/** Begins the three steps of a homestead dispute. Land Administration Law art. 14: disputes are first talked over by the parties. */
export const openHomestead: Handler = {
  jobType: 'open-homestead',
  run(input) {
    const order = orderOf(input);
    return {
      variables: { homesteadVisits: 0, homesteadOutcome: null, handDownOutcome: null },
      changes: [
        put(homesteadMediation, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          orderKey: order.key,
          state: 'open',
          reminder: null,
          remindedAt: null,
          remindedBy: null,
          visits: 0,
          refusedBy: null,
          agreementForm: null,
          agreedAt: null,
          openedAt: input.now,
          closedAt: null,
        }),
      ],
      events: [{ type: 'homestead.opened', key: order.key }],
    };
  },
};
