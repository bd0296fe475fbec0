import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { FindingState } from '../../domain/proactive/finding-state.ts';
import { countFinding } from '../../domain/proactive/grid-count.ts';
import type { Handler, HandlerInput } from '../../domain/process/handler.ts';
import type { GridCount } from '../../domain/proactive/proactive-words.ts';
import { counterChanges, creditedPerson, findingOf, movedFinding, toReporter, type Finding } from './finding-work.ts';

/**
 * Ends a finding: tells who reported it what came of it, and counts it. Passing it to the village or whistling counts as reported; what ended
 * without an order and without a complaint counts as relieved.
 */
export const settleFinding: Handler = {
  jobType: 'settle-finding',
  run(input) {
    const row = findingOf(input);
    const { state, counts, publicReply } = outcomeOf(input, row);
    const person = creditedPerson(row);
    const change = person ? countFinding(input.rows, row, person, counts, input.now) : undefined;
    return {
      changes: [
        movedFinding(row, state, {
          publicReply,
          repliedAt: input.now,
          closedAt: input.now,
          ...(change && { counted: change.counted }),
        }),
        ...(change ? counterChanges(change) : []),
      ],
      messages: [toReporter(row, 'finding_settled')],
      events: [{ type: 'finding.settled', key: row.key, detail: { state } }],
    };
  },
};

// helpers

interface Outcome {
  readonly state: FindingState;
  readonly counts: readonly GridCount[];
  readonly publicReply: string | null;
}

function outcomeOf({ rows, variables }: HandlerInput, row: Finding): Outcome {
  const { publicReply } = row;
  const relieved: readonly GridCount[] = row.alreadyAppealed || row.matchedOrderKeys.length > 0 ? [] : ['relieve'];
  if (variables['solvedBy'] === 'spot') return { state: 'solved_on_spot', counts: relieved, publicReply };
  if (variables['solvedBy'] === 'whistle') return { state: 'upgraded', counts: ['report', ...relieved], publicReply };
  if (variables['solvedBy'] === 'village')
    return { state: 'solved_by_village', counts: ['report', ...relieved], publicReply };
  const order = rows.find(workOrder, row.key);
  const solved = order?.marks.includes('whistled') ? 'upgraded' : 'solved_by_section';
  return {
    state: order?.resolved === true ? solved : 'handed_over',
    counts: [],
    publicReply: order?.publicReply ?? null,
  };
}
