import { orderNote } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { isOpen } from '../../domain/appeal/work-order-state.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { endedError, orderByNo } from './order-rows.ts';

export interface WithdrawAppeal {
  readonly orderNo: string;
  /** The appellant's words, sealed; null when none were said. */
  readonly textSealed: string | null;
}

/**
 * Withdraws an appeal at the appellant's wish. Once a unit works on it, the office first makes sure that the wish is the appellant's own.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_ORDER_ENDED
 */
export const withdrawAppeal: Command<WithdrawAppeal, Record<string, never>> = {
  type: 'withdraw-appeal',
  decide(context, { orderNo, textSealed }) {
    const order = orderByNo(context, orderNo);
    if (!isOpen(order.state)) throw endedError(order, { zh: '撤诉', en: 'be withdrawn' });
    const { rows, now, actor, nextKey, record } = context;
    if (textSealed !== null) {
      rows.put(orderNote, {
        key: nextKey(),
        tenantId: actor.tenantId,
        orderKey: order.key,
        kind: 'withdrawal',
        at: now,
        by: actor.id,
        textSealed,
      });
    }
    record({ type: 'appeal.withdrawal-requested', key: order.key });
    const executions = new Executions(context);
    const { processInstanceKeys } = publish(executions, {
      tenantId: actor.tenantId,
      name: 'AppellantWithdrew',
      correlationKey: orderNo,
      variables: {},
      timeToLiveMs: 0,
    });
    // suspended after the callback: the result was given, nobody listens any more
    if (processInstanceKeys.length === 0) throw endedError(order, { zh: '撤诉', en: 'be withdrawn' });
    settle(executions);
    return {};
  },
};
