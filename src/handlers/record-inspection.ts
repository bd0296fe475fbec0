import { siteCheck } from '../domain/appeal-tables.ts';
import { put, type Handler } from '../domain/handler.ts';
import { requireOthersWork } from '../domain/own-work.ts';
import { changed, marked, oneOfWords, orderOf } from './order-work.ts';

/**
 * Records what the inspector found; a false result is marked as a violation (Regulation art. 35).
 *
 * @throws {@link DomainError} ERR_OWN_WORK · ERR_OWN_UNIT_WORK when the inspector or the inspector's unit handled it
 */
export const recordInspection: Handler = {
  jobType: 'record-inspection',
  run(input) {
    const order = orderOf(input);
    requireOthersWork(input, order, { zh: '核验', en: 'inspect it' });
    const finding = oneOfWords('finding', input.variables['finding'], ['yes', 'part', 'no']);
    return {
      changes: [
        ...(finding === 'no' ? [changed(order, { marks: marked(order, 'false_result', 'violation') })] : []),
        put(siteCheck, {
          key: input.nextKey(),
          tenantId: input.tenantId,
          orderKey: order.key,
          at: input.now,
          by: input.actor.id,
          finding,
          inspection: true,
        }),
      ],
    };
  },
};
