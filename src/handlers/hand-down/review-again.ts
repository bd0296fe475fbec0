import { handDownCase, publication } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { handDownOf } from './hand-down-work.ts';

/** After an objection: the publication is withdrawn, and another panel looks at it. */
export const reviewAgain: Handler = {
  jobType: 'review-again',
  run(input) {
    const kase = handDownOf(input);
    const published = input.rows.list(publication, 'byCase', [kase.key]);
    return {
      changes: [
        put(handDownCase, { ...kase, state: 'in_review', round: kase.round + 1, quorumFailures: 0 }),
        ...published.map((row) => put(publication, { ...row, withdrawnAt: row.withdrawnAt ?? input.now })),
      ],
    };
  },
};
