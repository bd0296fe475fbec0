import { appeal } from '../../domain/appeal/appeal-tables.ts';
import { clusterError } from '../../domain/cluster/cluster-errors.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { clusterOf, mayLead, orderNamedSame } from '../cluster/cluster-work.ts';
import { context, orderOf } from '../order-work.ts';

/**
 * Refuses a verification that puts an appeal to others which cannot take it in, or does not say to which: strangers who named no object are
 * never put together by guess.
 *
 * @throws {@link DomainError} ERR_ORDER_NOT_FOUND · ERR_SAME_ORDER · ERR_SAME_ORDER_MISSING
 */
export const checkScreening: Handler = {
  jobType: 'check-screening',
  run(input) {
    const screening = context(input.variables['screening']);
    if (screening['sameAs'] === undefined && screening['sameCase'] !== true) return {};
    const order = orderOf(input);
    const named = orderNamedSame(input);
    if (named && (named.key === order.key || !(clusterOf(input, named) || mayLead(input, named))))
      throw clusterError('ERR_SAME_ORDER', { orderNo: named.orderNo });
    if (!named && screening['sameCase'] === true && input.rows.find(appeal, order.key)?.objectKey === null)
      throw clusterError('ERR_SAME_ORDER_MISSING', { orderNo: order.orderNo });
    return {};
  },
};
