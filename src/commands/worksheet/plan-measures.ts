import type { Command } from '../../domain/command.ts';
import { fieldError } from '../../domain/field-error.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { worksheetError } from '../../domain/worksheet/worksheet-errors.ts';
import { methodMissing } from '../../domain/worksheet/worksheet-guard.ts';
import { worksheetEntry } from '../../domain/worksheet/worksheet-tables.ts';
import { requirePart } from '../appeal/order-part.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface PlanMeasures {
  readonly orderNo: string;
  /** 1–500 characters without personal data. */
  readonly measures: string;
}

/**
 * Writes down how an issue on the worksheet is to be solved, once its method was followed.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_OWN_UNIT · ERR_WORKSHEET_FIELD when it is not on the worksheet · ERR_WORKSHEET_METHOD · ERR_APPEAL_FIELD
 */
export const planMeasures: Command<PlanMeasures, Record<string, never>> = {
  type: 'plan-measures',
  decide(context, { orderNo, measures }) {
    const order = orderByNo(context, orderNo);
    requirePart(context, order, { zh: '写推进措施', en: 'plan measures' });
    const { rows, record } = context;
    const entry = rows.find(worksheetEntry, order.key);
    if (entry?.screening !== 'entered')
      throw worksheetError('ERR_WORKSHEET_FIELD', { orderNo, missing: 'its screening', missingZh: '筛选结果' });
    const missing = methodMissing(rows, order, 'plan');
    if (missing) throw missing;
    const length = [...measures.trim()].length;
    if (length < 1 || length > 500 || hasPersonalNumber(measures)) {
      throw fieldError(
        'measures',
        { zh: '1–500 字且不含个人号码', en: '1–500 characters without a personal number' },
        { zh: `${length} 字`, en: `${length} characters` },
      );
    }
    rows.put(worksheetEntry, { ...entry, measures });
    record({ type: 'worksheet.planned', key: order.key });
    return {};
  },
};
