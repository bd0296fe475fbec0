import type { Command } from '../../domain/command.ts';
import { exclusionError } from '../../domain/exclusion/exclusion-errors.ts';
import { exclusion, EXCLUSION_CODES, type ExclusionCode } from '../../domain/exclusion/exclusion-tables.ts';
import { fieldError } from '../../domain/field-error.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { actsFor } from '../../domain/organisation/role-scopes.ts';
import { labelOf } from '../../domain/appeal/work-order-state.ts';
import { startProcess } from '../process/create-process-instance.ts';
import { Executions } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface ApplyForExclusion {
  readonly orderNo: string;
  readonly code: ExclusionCode;
  /** Document, item or finding it rests on; 4–200 characters without personal data. */
  readonly evidence: string;
}

/**
 * Asks that an order be left out of the three rates; another person decides.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_EXCLUSION_UNIT · ERR_EXCLUSION_STATE before dispatch, or when it is asked for or granted
 *   already for this reason · ERR_APPEAL_FIELD
 * @see Regulation art. 32
 */
export const applyForExclusion: Command<ApplyForExclusion, { readonly exclusionKey: number }> = {
  type: 'apply-for-exclusion',
  decide(context, { orderNo, code, evidence }) {
    const { rows, now, actor, nextKey, record } = context;
    const order = orderByNo(context, orderNo);
    const isOwner = order.ownerUnitKey !== null && actsFor(actor, order.ownerUnitKey);
    if (actor.kind === 'person' && !isOwner && !actor.roles.includes('response_office'))
      throw exclusionError('ERR_EXCLUSION_UNIT', { orderNo });
    const known = rows.list(exclusion, 'byOrder', [order.key]);
    const act = { do: 'apply to leave it out', doZh: '申请剔除' };
    const isAsked = known.some((row) => row.code === code && (row.state === 'applied' || row.state === 'granted'));
    if (order.dispatchedAt === null || isAsked)
      throw exclusionError('ERR_EXCLUSION_STATE', {
        orderNo,
        state: order.state,
        stateZh: labelOf(order.state).zh,
        ...act,
      });
    if (!Object.hasOwn(EXCLUSION_CODES, code)) throw fieldError('code', Object.keys(EXCLUSION_CODES).join(' | '), code);
    const length = [...evidence.trim()].length;
    if (length < 4 || length > 200 || hasPersonalNumber(evidence))
      throw fieldError(
        'evidence',
        { zh: '4–200 字、不含个人信息的依据', en: '4–200 characters without personal data' },
        { zh: `${length} 字`, en: `${length} characters` },
      );
    const exclusionKey = nextKey();
    const executions = new Executions(context);
    const variables = { exclusionKey, orderKey: order.key, orderNo };
    const { processInstanceKey } = startProcess(executions, {
      processId: 'exclusion',
      businessKey: orderNo,
      variables,
    });
    rows.put(exclusion, {
      key: exclusionKey,
      revision: 0,
      tenantId: actor.tenantId,
      orderKey: order.key,
      processInstanceKey,
      code,
      evidence: evidence.trim(),
      state: 'applied',
      range: null,
      rule: null,
      appliedBy: actor.id,
      appliedAt: now,
      decidedBy: null,
      decidedAt: null,
      reversedBy: null,
      reversedAt: null,
    });
    record({
      type: 'exclusion.applied',
      key: order.key,
      processInstanceKey,
      detail: { exclusionKey, code, by: actor.id },
    });
    settle(executions);
    return { exclusionKey };
  },
};
