import { handDownCase, vote } from '../../domain/hand-down/hand-down-tables.ts';
import { BpmnError, put, type Handler } from '../../domain/process/handler.ts';
import { handDownOf, votesOf } from './hand-down-work.ts';

const MOST_FAILURES = 2;

/** Counts that no quorum came together, in time or at all; the second time the panel is `PanelInvalid`. Villagers' votes of that meeting lapse. */
export const countQuorumFailure: Handler = {
  jobType: 'count-quorum-failure',
  run(input) {
    const kase = handDownOf(input);
    const quorumFailures = kase.quorumFailures + 1;
    if (quorumFailures >= MOST_FAILURES) throw new BpmnError('PanelInvalid', 'no quorum twice');
    const lapsed = votesOf(input, kase.key, kase.round, 'villagers');
    return {
      changes: [
        put(handDownCase, { ...kase, quorumFailures }),
        ...lapsed.map(({ key }) => ({ table: vote, remove: key })),
      ],
    };
  },
};
