import { orderNote } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import type { RowOf } from '../../domain/table.ts';
import { isFinal } from '../../domain/appeal/work-order-state.ts';
import { endedError, orderByNo } from './order-rows.ts';

export interface AddOrderNote {
  readonly orderNo: string;
  readonly kind: RowOf<typeof orderNote>['kind'];
  readonly textSealed: string;
}

/**
 * Adds words about an order that may hold personal data: what was said, seen or decided. They stay out of the process.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_ORDER_ENDED when the order is archived
 */
export const addOrderNote: Command<AddOrderNote, { readonly noteKey: number }> = {
  type: 'add-order-note',
  decide(context, { orderNo, kind, textSealed }) {
    const order = orderByNo(context, orderNo);
    if (isFinal(order.state)) throw endedError(order, { zh: '添加记录', en: 'get a note' });
    const { rows, now, actor, nextKey, record } = context;
    const noteKey = nextKey();
    rows.put(orderNote, {
      key: noteKey,
      tenantId: actor.tenantId,
      orderKey: order.key,
      kind,
      at: now,
      by: actor.id,
      textSealed,
    });
    record({ type: 'order.noted', key: order.key, detail: { kind } });
    return { noteKey };
  },
};
