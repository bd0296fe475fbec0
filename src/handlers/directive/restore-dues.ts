import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf, directiveToStaff, restoreDates } from './directive-work.ts';

/** Undoes the issue of a withdrawn directive: orders get their old dates back and everybody is told. */
export const restoreDues: Handler = {
  jobType: 'restore-dues',
  run(input) {
    const row = directiveOf(input);
    const restored = restoreDates(input, row);
    return {
      changes: [changedDirective(row, { state: 'withdrawn', closedAt: input.now }), ...restored.changes],
      messages: [
        ...[row.leadUnitKey, ...row.coUnitKeys].map((unit) => directiveToStaff(row, 'directive_withdrawn', unit)),
        ...restored.messages,
      ],
      events: [{ type: 'directive.withdrawn', key: row.key }],
    };
  },
};
