import { uncountFinding } from '../../domain/proactive/grid-count.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { counterChanges, findingOf, movedFinding, toReporter } from './finding-work.ts';

/** Ends a false alarm: what it was counted as is taken back. */
export const voidFinding: Handler = {
  jobType: 'void-finding',
  run(input) {
    const row = findingOf(input);
    const change = uncountFinding(input.rows, row, ['discover', 'report', 'relieve'], input.now);
    return {
      changes: [
        movedFinding(row, 'false_alarm', { closedAt: input.now, counted: change.counted }),
        ...counterChanges(change),
      ],
      messages: [toReporter(row, 'finding_false_alarm')],
      events: [{ type: 'finding.voided', key: row.key }],
    };
  },
};
