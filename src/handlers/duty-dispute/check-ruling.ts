import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { RULINGS } from '../../domain/duty-dispute/duty-tables.ts';
import { appeal } from '../../domain/appeal/appeal-tables.ts';
import type { Handler, HandlerInput } from '../../domain/process/handler.ts';
import { hotlineError } from '../../domain/hotline/hotline-errors.ts';
import { hotlineNoOf } from '../../domain/hotline/hotline.ts';
import { requestOf, ruledUnit, type Request } from './dispute-work.ts';
import { context, oneOfWords, text } from '../order-work.ts';

/**
 * Refuses a ruling that names no unit in use, or that the township's mode does not allow.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD, ERR_DISPUTE_UNIT, ERR_NOT_FIRST_RECIPIENT, ERR_REPORT_ACCUSED, ERR_DISPUTE_STRICT,
 *   ERR_HOTLINE_OWN_ORDER
 */
export const checkRuling: Handler = {
  jobType: 'check-ruling',
  run(input) {
    const row = requestOf(input);
    const ruling = oneOfWords('ruling', input.variables['ruling'], RULINGS);
    if ((ruling === 'reassigned' || ruling === 'return') && context(input.variables['d07'])['outcome'] === 'co_only') {
      throw dutyError('ERR_DISPUTE_STRICT');
    }
    if (ruling === 'return') requireFromHotline(input, row);
    if (ruling === 'reassigned') ruledUnit(input, { zh: '改派', en: 'reassign' }, true);
    if (ruling === 'co_assigned') ruledUnit(input, { zh: '增派协办', en: 'add a co-handler' }, false);
    return {};
  },
};

// helpers

function requireFromHotline(input: HandlerInput, { origin, orderKey }: Request): void {
  const received = orderKey === null ? undefined : input.rows.find(appeal, orderKey);
  if (origin === 'order' && hotlineNoOf(received) !== null) return;
  throw hotlineError('ERR_HOTLINE_OWN_ORDER', { orderNo: text(input.variables['orderNo']) ?? '–' });
}
