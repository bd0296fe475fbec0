import { consultationError } from '../../domain/round-table/consultation-errors.ts';
import { agreementInstalment } from '../../domain/round-table/consultation-tables.ts';
import type { Command } from '../../domain/command.ts';
import { agreementInForce } from './consultation-rows.ts';
import { requirePart } from '../appeal/order-part.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface PayInstalment {
  readonly orderNo: string;
  /** From 1. */
  readonly number: number;
}

/**
 * Records that an instalment of the agreement was paid.
 *
 * @returns how many are still open
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_OWN_UNIT · ERR_AGREEMENT_NOT_FOUND · ERR_INSTALMENT_NOT_FOUND · ERR_INSTALMENT_PAID
 */
export const payInstalment: Command<PayInstalment, { readonly open: number }> = {
  type: 'pay-instalment',
  decide(context, { orderNo, number }) {
    const order = orderByNo(context, orderNo);
    requirePart(context, order, { zh: '登记履行', en: 'record payments' }, ['mediator']);
    const { rows, now, record } = context;
    const all = rows.list(agreementInstalment, 'byAgreement', [agreementInForce(context, order).key]);
    const due = all.find((each) => each.number === number);
    if (!due) throw consultationError('ERR_INSTALMENT_NOT_FOUND', { number });
    if (due.paidAt !== null) throw consultationError('ERR_INSTALMENT_PAID', { number });
    rows.put(agreementInstalment, { ...due, paidAt: now });
    record({ type: 'agreement.instalment-paid', key: order.key, detail: { number, late: now > due.dueAt } });
    return { open: all.filter(({ paidAt }) => paidAt === null).length - 1 };
  },
};
