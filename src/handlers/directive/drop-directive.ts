import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf } from './directive-work.ts';

/** Ends a draft that is not issued. */
export const dropDirective: Handler = {
  jobType: 'drop-directive',
  run(input) {
    const row = directiveOf(input);
    return {
      changes: [changedDirective(row, { state: 'dropped', closedAt: input.now })],
      events: [{ type: 'directive.dropped', key: row.key }],
    };
  },
};
