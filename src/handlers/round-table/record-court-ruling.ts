import { agreement } from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { agreementOf, consultationOf } from './consultation-work.ts';
import { oneOfWords, orderOf } from '../order-work.ts';

/** Records whether the court confirmed an agreement or holds it void. */
export const recordCourtRuling: Handler = {
  jobType: 'record-court-ruling',
  run(input) {
    const signed = agreementOf(input, consultationOf(input));
    const courtResult = oneOfWords('courtResult', input.variables['courtResult'], ['confirmed', 'void']);
    return {
      changes: [put(agreement, { ...signed, courtResult, courtResultAt: input.now })],
      events: [{ type: 'agreement.ruled-on', key: orderOf(input).key, detail: { courtResult } }],
    };
  },
};
