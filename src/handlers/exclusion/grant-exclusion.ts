import { exclusion, type ExclusionRange } from '../../domain/exclusion/exclusion-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { exclusionOf } from './exclusion-work.ts';
import { changed, context, oneOfWords, orderOf, text } from '../order-work.ts';

/** Leaves the order out of the three rates as far as table D14 says; who, when and why stand in the row. */
export const grantExclusion: Handler = {
  jobType: 'grant-exclusion',
  run(input) {
    const order = orderOf(input);
    const row = exclusionOf(input);
    const d14 = context(input.variables['d14']);
    const range: ExclusionRange = oneOfWords('range', d14['range'], ['all', 'resolution_satisfaction']);
    const decided = {
      state: 'granted',
      range,
      rule: text(d14['rule']),
      decidedBy: input.actor.id,
      decidedAt: input.now,
    } as const;
    return {
      variables: { outcome: 'excluded' },
      changes: [put(exclusion, { ...row, ...decided }), changed(order, { excluded: true })],
      events: [
        {
          type: 'exclusion.granted',
          key: order.key,
          detail: { code: row.code, range, by: input.actor.id, appliedBy: row.appliedBy },
        },
      ],
    };
  },
};
