import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf, directiveToStaff } from './directive-work.ts';

/** Urges a lead unit that has published no progress for too long. */
export const urgeDirective: Handler = {
  jobType: 'urge-directive',
  run(input) {
    const row = directiveOf(input);
    return {
      changes: [changedDirective(row, { urgeCount: row.urgeCount + 1 })],
      messages: [directiveToStaff(row, 'directive_urged', row.leadUnitKey)],
      events: [{ type: 'directive.urged', key: row.key }],
    };
  },
};
