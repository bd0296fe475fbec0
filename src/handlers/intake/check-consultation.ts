import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { ASSISTING_KINDS } from '../../domain/organisation/organisation-tables.ts';
import { context, oneOfWords, orderOf, requireMayTakePart, text, unitByCode } from '../order-work.ts';

/**
 * Refuses a consultation before dispatch that agrees on a unit which cannot handle the order. Without a unit the catalogue's stays.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD, ERR_DISPUTE_UNIT when there is no such unit in use, ERR_NOT_FIRST_RECIPIENT when it may only
 * assist (Regulation art. 17), ERR_REPORT_ACCUSED
 */
export const checkConsultation: Handler = {
  jobType: 'check-consultation',
  run(input) {
    const { variables } = input;
    const result = oneOfWords('consultation', variables['consultation'] ?? 'unit', ['unit', 'dispute', 'external']);
    if (result !== 'unit') return {};
    const d03 = context(variables['d03']);
    const listed = Number(d03['score']) > 0 ? text(d03['unit']) : null;
    const code = text(variables['unitCode']) ?? listed ?? '';
    const unit = unitByCode(input, code);
    if (!unit) throw dutyError('ERR_DISPUTE_UNIT', { unit: code, do: 'dispatch the order', doZh: '派单' });
    if (ASSISTING_KINDS.includes(unit.kind)) throw appealError('ERR_NOT_FIRST_RECIPIENT', { unit: unit.name });
    requireMayTakePart(input, orderOf(input), unit);
    return {};
  },
};
