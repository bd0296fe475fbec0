import { consultationError } from '../../domain/round-table/consultation-errors.ts';
import { consultation } from '../../domain/round-table/consultation-tables.ts';
import type { Command } from '../../domain/command.ts';
import { newestConsultation } from './consultation-rows.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { requirePart } from '../appeal/order-part.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface RefuseMediation {
  readonly orderNo: string;
  readonly party: 'appellant' | 'respondent';
}

/**
 * Records that a party clearly refuses to mediate: the consultation ends and the parties are told of the ways of the law.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_OWN_UNIT · ERR_CONSULTATION_NOT_FOUND when none is under way
 * @see People's Mediation Law arts. 17 and 26
 */
export const refuseMediation: Command<RefuseMediation, Record<string, never>> = {
  type: 'refuse-mediation',
  decide(context, { orderNo, party }) {
    const order = orderByNo(context, orderNo);
    requirePart(context, order, { zh: '登记拒绝调解', en: 'record a refusal' }, ['mediator']);
    const held = newestConsultation(context, order);
    if (held.state !== 'open') throw consultationError('ERR_CONSULTATION_NOT_FOUND', { orderNo });
    const { rows, actor, record } = context;
    rows.put(consultation, { ...held, refusedBy: party });
    record({ type: 'mediation.refused', key: order.key, detail: { party } });
    const executions = new Executions(context);
    const { processInstanceKeys } = publish(executions, {
      tenantId: actor.tenantId,
      name: 'MediationRefused',
      correlationKey: orderNo,
      variables: {},
      timeToLiveMs: 0,
    });
    // already agreed on: what was signed binds
    if (processInstanceKeys.length === 0) throw consultationError('ERR_CONSULTATION_NOT_FOUND', { orderNo });
    settle(executions);
    return {};
  },
};
