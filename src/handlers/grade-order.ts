import type { Handler } from '../domain/handler.ts';
import { ORDER_LIMIT_UNITS } from '../domain/limits.ts';
import { changed, context, level, oneOfWords, orderOf, ownOrderLimit, text } from './order-work.ts';

/** Writes level and limit (table D02, unless the township has set the limit of that level), and what repeat or cluster it belongs to (table D09), on the order. Regulation art. 13. */
export const gradeOrder: Handler = {
  jobType: 'grade-order',
  run(input) {
    const order = orderOf(input);
    const d02 = context(input.variables['d02']);
    const repeatKind = text(context(input.variables['d09'])['outcome']);
    const original = context(input.variables['repeat'])['orderKey'];
    const isRepeat = repeatKind !== null && repeatKind !== 'new';
    const graded = level(d02['level']) ?? 'L3';
    const own = ownOrderLimit(input, graded);
    return {
      variables: { level: graded },
      changes: [
        changed(order, {
          level: graded,
          limitAmount: own?.amount ?? (typeof d02['amount'] === 'number' ? d02['amount'] : 7),
          limitUnit: own?.unit ?? oneOfWords('unit', d02['unit'], ORDER_LIMIT_UNITS),
          limitBasis: own?.basis ?? text(d02['basis']),
          repeatKind: isRepeat ? repeatKind : null,
          parentOrderKey: isRepeat && typeof original === 'number' ? original : null,
        }),
      ],
    };
  },
};
