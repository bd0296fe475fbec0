import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf } from './directive-work.ts';

/** Records that the lead unit of an overdue directive was interviewed. */
export const interviewLead: Handler = {
  jobType: 'interview-lead',
  run(input) {
    const row = directiveOf(input);
    return {
      changes: [changedDirective(row, { interviewedAt: input.now })],
      events: [{ type: 'directive.interviewed', key: row.key }],
    };
  },
};
