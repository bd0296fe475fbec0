import { fieldError } from '../../domain/field-error.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { changedFinding, findingOf, missingError, requireUnit } from './finding-work.ts';
import { text } from '../order-work.ts';

const SOLVERS: Readonly<Record<string, 'spot' | 'whistle'>> = { solve_on_spot: 'spot', report_solution: 'whistle' };

/**
 * Records how a finding was solved on the spot, by the village, or by those whom the grid whistled for. The reply does not stay in the process.
 *
 * @throws {@link DomainError} ERR_FINDING_UNIT · ERR_FINDING_EVIDENCE without a reply · ERR_APPEAL_FIELD when it holds a personal number
 */
export const solveFinding: Handler = {
  jobType: 'solve-finding',
  run(input) {
    const row = findingOf(input);
    const solvedBy = SOLVERS[input.elementId] ?? 'village';
    requireUnit(input, row, solvedBy === 'village' ? row.unitKey : row.gridKey, {
      zh: '填报解决情况',
      en: 'report it solved',
    });
    const publicReply = text(input.variables['publicReply']);
    if (publicReply === null) throw missingError(row, { zh: '回告居民的内容', en: 'the reply to residents' });
    if (hasPersonalNumber(publicReply)) {
      throw fieldError(
        'publicReply',
        { zh: '不含电话、证件号码的文字', en: 'text without a phone or identity number' },
        { zh: '个人号码', en: 'one' },
      );
    }
    return {
      variables: { publicReply: null, solvedBy, solver: input.actor.id },
      changes: [changedFinding(row, { publicReply })],
    };
  },
};
