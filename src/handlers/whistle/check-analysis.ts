import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { checkedAnalysis, fieldError } from '../../domain/whistle/whistle-analysis.ts';
import { context, requireMayTakePart } from '../order-work.ts';
import { unitsByCode, whistleOf } from './whistle-work.ts';

/**
 * Refuses an analysis that leaves open why, where or whom to call.
 *
 * @throws {@link DomainError} ERR_WHISTLE_FIELD, ERR_UNIT_NOT_FOUND, ERR_REPORT_ACCUSED
 */
export const checkAnalysis: Handler = {
  jobType: 'check-analysis',
  run(input) {
    const analysis = checkedAnalysis(context(input.variables['analysis']));
    const { blowerUnitKey, orderKey } = whistleOf(input);
    const units = unitsByCode(input, analysis.units);
    const order = orderKey === null ? undefined : input.rows.find(workOrder, orderKey);
    if (order && !analysis.solvableAlone) for (const unit of units) requireMayTakePart(input, order, unit);
    if (units.some(({ key }) => key === blowerUnitKey)) {
      throw fieldError('units', '本单位以外的单位', 'units other than the blower’s own', '本单位', 'it');
    }
    return {
      variables: { analysis: { ...analysis }, ...(analysis.solvableAlone && { whistleResult: 'rejected' }) },
    };
  },
};
