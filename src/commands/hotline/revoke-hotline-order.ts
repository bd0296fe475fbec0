import type { Command } from '../../domain/command.ts';
import { hotlineError } from '../../domain/hotline/hotline-errors.ts';
import { isOpen, labelOf } from '../../domain/appeal/work-order-state.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { noteHotline, orderOfHotline } from './hotline-rows.ts';

export interface RevokeHotlineOrder {
  readonly externalNo: string;
  readonly textSealed: string | null;
}

/**
 * The hotline takes an order back of its own accord: sent here by mistake, or given to somebody else. Whoever works on it is told to stop.
 *
 * @throws DomainError ERR_HOTLINE_ORDER_UNKNOWN · ERR_HOTLINE_NOT_REVOCABLE from the feedback on, or while the order follows another one
 * @see Regulation art. 12 ¶3
 */
export const revokeHotlineOrder: Command<RevokeHotlineOrder, Record<string, never>> = {
  type: 'revoke-hotline-order',
  decide(context, { externalNo, textSealed }) {
    const order = orderOfHotline(context, externalNo);
    noteHotline(context, order, { kind: 'revocation', textSealed });
    const executions = new Executions(context);
    const { processInstanceKeys } = publish(executions, {
      tenantId: context.actor.tenantId,
      name: 'OrderRevoked',
      correlationKey: order.orderNo,
      variables: { revokedBy: 'hotline' },
      timeToLiveMs: 0,
    });
    if (!isOpen(order.state) || processInstanceKeys.length === 0) {
      const { zh, en } = labelOf(order.state);
      throw hotlineError('ERR_HOTLINE_NOT_REVOCABLE', { externalNo, state: en, stateZh: zh });
    }
    settle(executions);
    return {};
  },
};
