import { dutyError } from '../domain/duty-errors.ts';
import { RULINGS } from '../domain/duty-tables.ts';
import type { Handler } from '../domain/handler.ts';
import { requestOf, ruledUnit } from './dispute-work.ts';
import { context, oneOfWords } from './order-work.ts';

/**
 * Refuses a ruling that names no unit in use, or that the township's mode does not allow.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD, ERR_DISPUTE_UNIT, ERR_NOT_FIRST_RECIPIENT, ERR_DISPUTE_STRICT
 */
export const checkRuling: Handler = {
  jobType: 'check-ruling',
  run(input) {
    requestOf(input);
    const ruling = oneOfWords('ruling', input.variables['ruling'], RULINGS);
    if (ruling === 'reassigned' && context(input.variables['d07'])['outcome'] === 'co_only') {
      throw dutyError('ERR_DISPUTE_STRICT');
    }
    if (ruling === 'reassigned') ruledUnit(input, { zh: '改派', en: 'reassign' }, true);
    if (ruling === 'co_assigned') ruledUnit(input, { zh: '增派协办', en: 'add a co-handler' }, false);
    return {};
  },
};
