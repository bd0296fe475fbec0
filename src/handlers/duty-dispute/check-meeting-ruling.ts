import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { isOpen } from '../../domain/appeal/work-order-state.ts';
import { itemInForce, requestOf, ruledUnit } from './dispute-work.ts';
import { oneOfWords, requireMayTakePart, text } from '../order-work.ts';

/**
 * Refuses a ruling of the meeting that leaves open who, or by which item of the list.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD, ERR_DISPUTE_UNIT, ERR_NOT_FIRST_RECIPIENT, ERR_REPORT_ACCUSED, ERR_DUTY_ITEM_FIELD
 */
export const checkMeetingRuling: Handler = {
  jobType: 'check-meeting-ruling',
  run(input) {
    const row = requestOf(input);
    if (oneOfWords('meetingRuling', input.variables['meetingRuling'], ['ruled', 'postponed']) === 'postponed')
      return {};
    // what is not handed over is assisted
    const unit = ruledUnit(input, { zh: '裁定', en: 'rule' }, true);
    const order = row.orderKey === null ? undefined : input.rows.find(workOrder, row.orderKey);
    const assists = order && isOpen(order.state) && input.variables['handOver'] !== true;
    if (assists && order.ownerUnitKey !== unit.key) requireMayTakePart(input, order, unit, true);
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
