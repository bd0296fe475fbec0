import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { DecisionContext } from '../../domain/command.ts';
import type { RowOf } from '../../domain/table.ts';
import { labelOf } from '../../domain/appeal/work-order-state.ts';

/**
 * The township's work order with this number.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND
 */
export function orderByNo({ rows, actor }: DecisionContext, orderNo: string): RowOf<typeof workOrder> {
  const [order] = rows.list(workOrder, 'byOrderNo', [actor.tenantId, orderNo]);
  if (order) return order;
  throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
}

/** The refusal to do something with an order that has ended. */
export function endedError(order: RowOf<typeof workOrder>, act: { readonly zh: string; readonly en: string }) {
  return appealError('ERR_ORDER_ENDED', {
    orderNo: order.orderNo,
    state: order.state,
    stateZh: labelOf(order.state).zh,
    do: act.en,
    doZh: act.zh,
  });
}
