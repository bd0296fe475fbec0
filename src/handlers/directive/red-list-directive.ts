import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf, directiveToStaff } from './directive-work.ts';

/** Puts a directive that is not done by its date on the list of overdue ones. */
export const redListDirective: Handler = {
  jobType: 'red-list-directive',
  run(input) {
    const row = directiveOf(input);
    return {
      changes: [changedDirective(row, { redListedAt: row.redListedAt ?? input.now })],
      messages: [
        directiveToStaff(row, 'directive_overdue', row.leadUnitKey),
        directiveToStaff(row, 'directive_overdue', 'district_command'),
      ],
      events: [{ type: 'directive.red-listed', key: row.key }],
    };
  },
};
