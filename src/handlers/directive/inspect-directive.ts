import { refused } from '../../domain/directive/directive-draft.ts';
import { directiveInspection } from '../../domain/directive/directive-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { changedDirective, directiveOf, directiveToStaff, requireOutsider } from './directive-work.ts';
import { oneOfWords, text } from '../order-work.ts';

/**
 * Records what inspectors found on site, and the bulletin that is published. A false report sends it back to work.
 *
 * @throws {@link DomainError} ERR_DIRECTIVE_OWN_WORK · ERR_DIRECTIVE_FIELD without a bulletin · ERR_APPEAL_FIELD
 */
export const inspectDirective: Handler = {
  jobType: 'inspect-directive',
  run(input) {
    const row = directiveOf(input);
    requireOutsider(input, row, { zh: '核验', en: 'inspect it' });
    const result = oneOfWords('inspectionResult', input.variables['inspectionResult'], ['true', 'partial', 'false']);
    const bulletin = text(input.variables['bulletin']);
    if (bulletin === null || hasPersonalNumber(bulletin))
      throw refused('bulletin', '不含个人号码的专报内容', 'the text of the bulletin, without a personal number');
    const about = { key: input.nextKey(), tenantId: input.tenantId, directiveKey: row.key };
    return {
      variables: { bulletin: null },
      changes: [
        put(directiveInspection, { ...about, at: input.now, by: input.actor.id, result, bulletin }),
        ...(result === 'false' ? [changedDirective(row, { state: 'signed', reworkCount: row.reworkCount + 1 })] : []),
      ],
      messages: result === 'false' ? [directiveToStaff(row, 'directive_false', row.leadUnitKey)] : [],
      events: [{ type: 'directive.inspected', key: row.key, detail: { result } }],
    };
  },
};
