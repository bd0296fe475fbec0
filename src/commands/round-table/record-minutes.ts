import { consultationError } from '../../domain/round-table/consultation-errors.ts';
import { agreement, consultationSession } from '../../domain/round-table/consultation-tables.ts';
import type { Command } from '../../domain/command.ts';
import { agreementInForce, newestConsultation } from './consultation-rows.ts';
import { requirePart } from '../appeal/order-part.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface RecordMinutes {
  readonly orderNo: string;
  /** Number of the session, from 1; null for the terms of the agreement. */
  readonly session: number | null;
  readonly textSealed: string;
}

/**
 * Keeps the minutes of a session, or the terms of an agreement, encrypted. Minutes are written once.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_OWN_UNIT · ERR_CONSULTATION_NOT_FOUND · ERR_SESSION_NOT_FOUND · ERR_AGREEMENT_NOT_FOUND · ERR_MINUTES_WRITTEN
 */
export const recordMinutes: Command<RecordMinutes, Record<string, never>> = {
  type: 'record-minutes',
  decide(context, { orderNo, session: number, textSealed }) {
    const order = orderByNo(context, orderNo);
    requirePart(context, order, { zh: '写纪要', en: 'write minutes' }, ['mediator']);
    const { rows, record } = context;
    if (number === null) {
      rows.put(agreement, { ...agreementInForce(context, order), termsSealed: textSealed });
      record({ type: 'agreement.terms-recorded', key: order.key });
      return {};
    }
    const { key } = newestConsultation(context, order);
    const held = rows.list(consultationSession, 'byConsultation', [key]).find((each) => each.number === number);
    if (!held) throw consultationError('ERR_SESSION_NOT_FOUND', { orderNo, number });
    if (held.minutesSealed !== null) throw consultationError('ERR_MINUTES_WRITTEN', { number });
    rows.put(consultationSession, { ...held, minutesSealed: textSealed });
    record({ type: 'consultation.minutes-recorded', key: order.key, detail: { session: number } });
    return {};
  },
};
