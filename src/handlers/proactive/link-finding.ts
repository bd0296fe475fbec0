import type { Handler } from '../../domain/process/handler.ts';
import { findingOf, movedFinding, toReporter } from './finding-work.ts';
import { text } from '../order-work.ts';

/** Ends a finding that is known already, and tells who reported it under which number it is handled. */
export const linkFinding: Handler = {
  jobType: 'link-finding',
  run(input) {
    const row = findingOf(input);
    const duplicateOf = text(input.variables['duplicateOf']);
    return {
      changes: [movedFinding(row, 'duplicate', { duplicateOf, closedAt: input.now })],
      messages: [toReporter(row, 'finding_known')],
      events: [{ type: 'finding.linked', key: row.key, detail: { duplicateOf } }],
    };
  },
};
