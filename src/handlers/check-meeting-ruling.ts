import { dutyError } from '../domain/duty-errors.ts';
import type { Handler } from '../domain/handler.ts';
import { itemInForce, requestOf, ruledUnit } from './dispute-work.ts';
import { oneOfWords, text } from './order-work.ts';

/**
 * Refuses a ruling of the meeting that leaves open who, or by which item of the list.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD, ERR_DISPUTE_UNIT, ERR_NOT_FIRST_RECIPIENT, ERR_DUTY_ITEM_FIELD
 */
export const checkMeetingRuling: Handler = {
  jobType: 'check-meeting-ruling',
  run(input) {
    requestOf(input);
    if (oneOfWords('meetingRuling', input.variables['meetingRuling'], ['ruled', 'postponed']) === 'postponed')
      return {};
    ruledUnit(input, { zh: '裁定', en: 'rule' }, true);
    const code = text(input.variables['dutyItem']);
    if (code === null) throw missing('dutyItem');
    if (itemInForce(input, code)) return {};
    for (const field of ['dutyTitle', 'legalBasis']) if (text(input.variables[field]) === null) throw missing(field);
    return {};
  },
};

// helpers

function missing(field: string) {
  return dutyError('ERR_DUTY_ITEM_FIELD', {
    field,
    expected: '非空文字',
    expectedEn: 'text',
    found: '空',
    foundEn: 'nothing',
  });
}
