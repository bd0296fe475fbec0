import { siteCheck } from '../../domain/appeal/appeal-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { context, moved, oneOfWords, orderOf } from '../order-work.ts';

/** Records what was found on site; for a reopened order this begins the rework. */
export const recordSiteCheck: Handler = {
  jobType: 'record-site-check',
  run(input) {
    const order = orderOf(input);
    return {
      changes: [
        ...(order.state === 'reopened' ? [moved(order, 'in_progress')] : []),
        put(siteCheck, {
          key: input.nextKey(),
          tenantId: input.tenantId,
          orderKey: order.key,
          at: input.now,
          by: input.actor.id,
          finding: oneOfWords('site.finding', context(input.variables['site'])['finding'], ['yes', 'part', 'no']),
          inspection: false,
        }),
      ],
    };
  },
};
