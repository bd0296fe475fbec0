import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { hasEnded } from '../../domain/hotline/hotline.ts';
import { Executions } from '../execution/execution.ts';
import { send } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { noteHotline, orderOfHotline } from './hotline-rows.ts';
import { endedError } from '../appeal/order-rows.ts';

export interface RecordHotlineNotice {
  readonly externalNo: string;
  readonly kind: 'urge' | 'supervise';
  /** By when the hotline wants an answer. */
  readonly dueAt: number | null;
  readonly textSealed: string | null;
}

/**
 * The hotline urges an order, or puts it under supervision: who handles it is told, with the office as long as nobody does; of a supervision
 * the inspectors too. A supervised order is accepted by the committee before it closes.
 *
 * @throws DomainError ERR_HOTLINE_ORDER_UNKNOWN · ERR_ORDER_ENDED when nobody works on it any more
 * @see Regulation arts. 15 and 28
 */
export const recordHotlineNotice: Command<RecordHotlineNotice, { readonly noticeKey: number }> = {
  type: 'record-hotline-notice',
  decide(context, { externalNo, kind, ...said }) {
    const order = orderOfHotline(context, externalNo);
    const isUrge = kind === 'urge';
    if (hasEnded(order.state)) {
      throw endedError(order, { zh: isUrge ? '催办' : '督办', en: isUrge ? 'be urged' : 'be supervised' });
    }
    const { rows, actor } = context;
    rows.put(workOrder, { ...order, urged: true, supervised: order.supervised || !isUrge });
    const noticeKey = noteHotline(context, order, { kind, ...said, detail: { state: order.state } });
    const executions = new Executions(context);
    const told = [order.ownerUnitKey ?? 'response_office', ...(isUrge ? [] : ['inspector'])];
    for (const to of told) {
      send(executions, actor.tenantId, {
        name: 'StaffNotified',
        channel: 'staff',
        variables: { orderNo: order.orderNo, orderKey: order.key, template: `hotline_${kind}`, to, noticeKey },
      });
    }
    settle(executions);
    return { noticeKey };
  },
};
