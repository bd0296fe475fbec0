import { consultationError } from '../../domain/round-table/consultation-errors.ts';
import { agreement, agreementInstalment } from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { agreementOf, consultationOf } from './consultation-work.ts';
import { context, oneOfWords } from '../order-work.ts';

/**
 * Records whether what was agreed has been done. With instalments, all must be paid.
 *
 * @throws {@link DomainError} ERR_INSTALMENTS_OPEN
 */
export const recordPerformance: Handler = {
  jobType: 'record-performance',
  run(input) {
    const performed = oneOfWords('performed', input.variables['performed'], ['yes', 'no']) === 'yes';
    // a plan without an agreement is done by its tasks
    if (!performed || context(input.variables['session'])['outcome'] !== 'agreed') return {};
    const inForce = agreementOf(input, consultationOf(input));
    const open = input.rows
      .list(agreementInstalment, 'byAgreement', [inForce.key])
      .filter(({ paidAt }) => paidAt === null).length;
    if (open > 0) throw consultationError('ERR_INSTALMENTS_OPEN', { open });
    return { changes: [put(agreement, { ...inForce, performedAt: input.now })] };
  },
};
