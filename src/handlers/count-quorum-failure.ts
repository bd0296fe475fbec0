import { handDownCase } from '../domain/hand-down-tables.ts';
import { BpmnError, put, type Handler } from '../domain/handler.ts';
import { handDownOf } from './hand-down-work.ts';

const MOST_FAILURES = 2;

/** Counts that no quorum came together; the second time the panel is `PanelInvalid`. */
export const countQuorumFailure: Handler = {
  jobType: 'count-quorum-failure',
  run(input) {
    const kase = handDownOf(input);
    const quorumFailures = kase.quorumFailures + 1;
    if (quorumFailures >= MOST_FAILURES) throw new BpmnError('PanelInvalid', 'no quorum twice');
    return { changes: [put(handDownCase, { ...kase, quorumFailures })] };
  },
};
