import { consultationError } from '../../domain/round-table/consultation-errors.ts';
import { agreement } from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { agreementOf, consultationOf } from './consultation-work.ts';
import { orderOf } from '../order-work.ts';

/**
 * Records that both parties asked the court to confirm their agreement.
 *
 * @throws {@link DomainError} ERR_CONFIRMATION_LATE
 * @see People's Mediation Law art. 33, Civil Procedure Law art. 205
 */
export const fileConfirmation: Handler = {
  jobType: 'file-confirmation',
  run(input) {
    const order = orderOf(input);
    const signed = agreementOf(input, consultationOf(input));
    if (input.now >= signed.confirmationDueAt) throw consultationError('ERR_CONFIRMATION_LATE');
    return {
      changes: [put(agreement, { ...signed, filedAt: input.now })],
      events: [{ type: 'agreement.confirmation-filed', key: order.key }],
    };
  },
};
