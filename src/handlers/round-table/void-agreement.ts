import { agreement, agreementInstalment } from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { agreementOf, consultationOf } from './consultation-work.ts';
import { orderOf, toStaff } from '../order-work.ts';

/** Undoes an agreement that the court did not uphold: it binds nobody, and what is unpaid falls due no more. */
export const voidAgreement: Handler = {
  jobType: 'void-agreement',
  run(input) {
    const order = orderOf(input);
    const bad = agreementOf(input, consultationOf(input));
    const unpaid = input.rows
      .list(agreementInstalment, 'byAgreement', [bad.key])
      .filter(({ paidAt }) => paidAt === null);
    return {
      changes: [
        put(agreement, { ...bad, voidedAt: input.now }),
        ...unpaid.map(({ key }) => ({ table: agreementInstalment, remove: key })),
      ],
      messages: [toStaff(order, 'agreement_void', order.ownerUnitKey ?? 'response_office')],
      events: [{ type: 'agreement.voided', key: order.key, detail: { unpaid: unpaid.length } }],
    };
  },
};
