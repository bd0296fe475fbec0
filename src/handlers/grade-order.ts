import type { Handler } from '../domain/handler.ts';
import type { LimitUnit } from '../domain/appeal-words.ts';
import { changed, context, level, oneOfWords, orderOf, text } from './order-work.ts';

const UNITS: readonly LimitUnit[] = ['hours', 'natural_days', 'working_days'];

/** Writes level and limit (table D02), and what repeat or cluster it belongs to (table D09), on the order. Regulation art. 13. */
export const gradeOrder: Handler = {
  jobType: 'grade-order',
  run(input) {
    const order = orderOf(input);
    const d02 = context(input.variables['d02']);
    const repeatKind = text(context(input.variables['d09'])['outcome']);
    const original = context(input.variables['repeat'])['orderKey'];
    const isRepeat = repeatKind !== null && repeatKind !== 'new';
    const graded = level(d02['level']) ?? 'L3';
    return {
      variables: { level: graded },
      changes: [
        changed(order, {
          level: graded,
          limitAmount: typeof d02['amount'] === 'number' ? d02['amount'] : 7,
          limitUnit: oneOfWords('unit', d02['unit'], UNITS),
          limitBasis: text(d02['basis']),
          repeatKind: isRepeat ? repeatKind : null,
          parentOrderKey: isRepeat && typeof original === 'number' ? original : null,
        }),
      ],
    };
  },
};
