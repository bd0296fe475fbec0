import { fieldError } from '../../domain/field-error.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { worksheetEntry } from '../../domain/worksheet/worksheet-tables.ts';
import { ISSUE_CLASSES, type IssueClass } from '../../domain/worksheet/worksheet-words.ts';
import { context, oneOfWords, orderOf, text, toStaff } from '../order-work.ts';
import { accountId, entryOf, missingField } from './worksheet-work.ts';

const CLASSES = Object.keys(ISSUE_CLASSES) as readonly IssueClass[];

/**
 * Records the screening: whether an issue enters the worksheet, why, and as which class. What enters has a target; 急 names a person.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD · ERR_WORKSHEET_FIELD
 */
export const recordScreening: Handler = {
  jobType: 'record-screening',
  run(input) {
    const order = orderOf(input);
    const entry = entryOf(input, order);
    const { variables } = input;
    const screening = oneOfWords('screening', variables['screening'], ['entered', 'screened_out']);
    const screeningReason = plain('screeningReason', variables['screeningReason']);
    if (screeningReason === null) throw missingField(order, { zh: '筛选理由', en: 'the reason of the screening' });
    const screened = { screening, screeningReason, screenedAt: input.now, screenedBy: input.actor.id };
    const events = [{ type: 'worksheet.screened', key: order.key, detail: { screening } }];
    if (screening === 'screened_out')
      return { changes: [put(worksheetEntry, { ...entry, ...screened })], variables: { issueClass: null }, events };

    const chosen = text(variables['issueClass']) ?? text(context(variables['d20'])['class']);
    if (chosen === null) throw missingField(order, { zh: '问题类别', en: 'the class of the issue' });
    const issueClass = oneOfWords('issueClass', chosen, CLASSES);
    const targetResult = plain('targetResult', variables['targetResult']);
    if (targetResult === null) throw missingField(order, { zh: '结果目标', en: 'the target' });
    const responsible = accountId(input, text(variables['responsible'])) ?? null;
    if (issueClass === 'urgent' && responsible === null)
      throw missingField(order, { zh: '责任人(在用账号)', en: 'the person responsible (an active account)' });
    const mainContent = plain('mainContent', variables['mainContent']);
    const filled = { issueClass, targetResult, mainContent, responsible };
    return {
      variables: { issueClass },
      changes: [put(worksheetEntry, { ...entry, ...screened, ...filled })],
      messages: [toStaff(order, `worksheet_${issueClass}`, order.ownerUnitKey ?? 'response_office')],
      events,
    };
  },
};

// helpers

/** Text that everybody may read. */
function plain(field: string, value: unknown): string | null {
  const found = text(value);
  if (found === null || ([...found].length <= 200 && !hasPersonalNumber(found))) return found;
  throw fieldError(
    field,
    { zh: '200 字以内且不含个人号码', en: 'at most 200 characters without a personal number' },
    { zh: `${[...found].length} 字`, en: `${[...found].length} characters` },
  );
}
