import { directiveError } from '../../domain/directive/directive-errors.ts';
import { directiveProgress } from '../../domain/directive/directive-tables.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf, directiveToStaff, nameOf } from './directive-work.ts';

/** Records that the lead unit reports it done. @throws {@link DomainError} ERR_DIRECTIVE_PROGRESS when it never published progress */
export const reportDirective: Handler = {
  jobType: 'report-directive',
  run(input) {
    const row = directiveOf(input);
    if (!input.rows.list(directiveProgress, 'byDirective', [row.key]).some(({ isPublic }) => isPublic))
      throw directiveError('ERR_DIRECTIVE_PROGRESS', { directive: nameOf(row) });
    return {
      changes: [changedDirective(row, { state: 'reported' })],
      messages: [directiveToStaff(row, 'directive_reported', 'inspector')],
    };
  },
};
