import type { Handler } from '../../domain/process/handler.ts';
import { calledUnit, whistleOf } from './whistle-work.ts';

/** What the record says of a unit, for table D18: whether and when it signed and came, with whom, and whether it was early. */
export const whistleFacts: Handler = {
  jobType: 'whistle-facts',
  run(input) {
    const row = whistleOf(input);
    const { signedAt, signDueAt, arrivedAt, reportDueAt, topRank, taskDoneAt, taskResult } = calledUnit(input, row);
    const allowed = (reportDueAt ?? 0) - (row.publishedAt ?? 0);
    const late = (arrivedAt ?? 0) - (reportDueAt ?? 0);
    const reported = late <= 0 ? 'in_time' : late <= allowed ? 'late' : 'too_late';
    return {
      variables: {
        facts: {
          present: arrivedAt !== null,
          signedInTime: signedAt !== null && signedAt <= (signDueAt ?? signedAt),
          reported: arrivedAt === null ? 'never' : reported,
          rank: topRank,
          early: taskResult === 'done' && taskDoneAt !== null && isEarly(taskDoneAt, row.publishedAt, row.dueAt),
        },
      },
    };
  },
};

// helpers

/** Done within half of the time. */
function isEarly(doneAt: number, from: number | null, to: number | null): boolean {
  return from !== null && to !== null && doneAt - from <= (to - from) / 2;
}
