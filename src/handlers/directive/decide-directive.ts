import { refused } from '../../domain/directive/directive-draft.ts';
import { directiveError } from '../../domain/directive/directive-errors.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { directiveOf, nameOf } from './directive-work.ts';
import { oneOfWords, setting } from '../order-work.ts';

/**
 * Checks the decision to close, extend or report failure.
 *
 * @throws {@link DomainError} ERR_DIRECTIVE_EXTENDED when it was extended as often as may be · ERR_DIRECTIVE_FIELD · ERR_APPEAL_FIELD
 */
export const decideDirective: Handler = {
  jobType: 'decide-directive',
  run(input) {
    const row = directiveOf(input);
    if (oneOfWords('decision', input.variables['decision'], ['close', 'extend', 'fail']) !== 'extend') return {};
    const allowed = setting(input, 'directive_extensions');
    const most = typeof allowed === 'number' ? allowed : 1;
    if (row.extensionCount >= most) {
      const details = { directive: nameOf(row), found: row.extensionCount, allowed: most };
      throw directiveError('ERR_DIRECTIVE_EXTENDED', details);
    }
    const days = input.variables['extensionDays'];
    if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > 365)
      throw refused('extensionDays', '1–365 的整数天', 'whole days from 1 to 365');
    return {};
  },
};
