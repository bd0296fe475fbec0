import { conversionRecord } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { handDownOf, personOf } from './hand-down-work.ts';
import { orderOf } from '../order-work.ts';

/** Records whether the appellant understood and let the claim rest, as header `converted` says. */
export const recordConversion: Handler = {
  jobType: 'record-conversion',
  run(input) {
    const order = orderOf(input);
    const kase = handDownOf(input);
    const converted = input.headers['converted'] === 'yes';
    return {
      variables: { converted },
      changes: [
        put(conversionRecord, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          caseKey: kase.key,
          orderKey: order.key,
          person: personOf(input, order),
          converted,
          visits: kase.calmVisits,
          at: input.now,
          cancelled: false,
        }),
      ],
      events: [{ type: 'hand-down.conversion-recorded', key: order.key, detail: { converted } }],
    };
  },
};
