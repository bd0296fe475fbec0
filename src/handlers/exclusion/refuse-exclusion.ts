import { exclusion } from '../../domain/exclusion/exclusion-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { exclusionOf } from './exclusion-work.ts';
import { context, orderOf, text } from '../order-work.ts';

/** Records that an order is not left out of the three rates, by the reviewer's word or by table D14. */
export const refuseExclusion: Handler = {
  jobType: 'refuse-exclusion',
  run(input) {
    const order = orderOf(input);
    const row = exclusionOf(input);
    const rule = text(context(input.variables['d14'])['rule']);
    return {
      variables: { outcome: 'not_excluded' },
      changes: [put(exclusion, { ...row, state: 'refused', rule, decidedBy: input.actor.id, decidedAt: input.now })],
      events: [{ type: 'exclusion.refused', key: order.key, detail: { code: row.code, rule, by: input.actor.id } }],
    };
  },
};
