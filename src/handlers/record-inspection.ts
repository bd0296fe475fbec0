import { appealError } from '../domain/appeal-errors.ts';
import { siteCheck } from '../domain/appeal-tables.ts';
import { put, type Handler } from '../domain/handler.ts';
import { changed, marked, oneOfWords, orderOf } from './order-work.ts';

/**
 * Records what the inspector found; a false result is marked as a violation (Regulation art. 35).
 *
 * @throws {@link DomainError} ERR_OWN_WORK when the inspector is who filled in the result
 */
export const recordInspection: Handler = {
  jobType: 'record-inspection',
  run(input) {
    const order = orderOf(input);
    if (order.handledBy === input.actor.id)
      throw appealError('ERR_OWN_WORK', { orderNo: order.orderNo, do: 'inspect it', doZh: '核验' });
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
