import type { Command } from '../../domain/command.ts';
import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import { handDownCase, verdictObjection } from '../../domain/hand-down/hand-down-tables.ts';
import { newestHandDown, requireState } from './hand-down-rows.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { requirePart } from '../appeal/order-part.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface FileObjection {
  readonly orderNo: string;
  readonly textSealed: string;
}

/**
 * Files an objection against a verdict while it is published; another panel looks at it once.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_OWN_UNIT · ERR_HAND_DOWN_NOT_FOUND · ERR_HAND_DOWN_STATE · ERR_OBJECTION_TWICE
 */
export const fileObjection: Command<FileObjection, Record<string, never>> = {
  type: 'file-objection',
  decide(context, { orderNo, textSealed }) {
    const order = orderByNo(context, orderNo);
    requirePart(context, order, { zh: '登记异议', en: 'file an objection' }, [
      'mediator',
      'village_secretary',
      'registrar',
    ]);
    const kase = newestHandDown(context, order);
    requireState(kase, orderNo, 'published', { zh: '提出异议', en: 'be objected to' });
    if (kase.round > 1) throw handDownError('ERR_OBJECTION_TWICE', { orderNo });
    const { rows, now, actor, nextKey, record } = context;
    const { tenantId } = actor;
    rows.put(handDownCase, { ...kase, objectedAt: now });
    rows.put(verdictObjection, {
      key: nextKey(),
      tenantId,
      caseKey: kase.key,
      round: kase.round,
      at: now,
      by: actor.id,
      textSealed,
    });
    record({ type: 'verdict.objected-to', key: order.key, detail: { round: kase.round } });
    const executions = new Executions(context);
    publish(executions, { tenantId, name: 'ObjectionFiled', correlationKey: orderNo, variables: {}, timeToLiveMs: 0 });
    settle(executions);
    return {};
  },
};
