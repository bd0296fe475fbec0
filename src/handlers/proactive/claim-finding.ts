import type { Handler } from '../../domain/process/handler.ts';
import { findingOf, missingError, movedFinding, requireUnit } from './finding-work.ts';
import { context, oneOfWords, text } from '../order-work.ts';

/**
 * Records that the grid leader takes a finding on, and how hard it is. Who took over from the office cannot pass it on again.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD · ERR_FINDING_UNIT · ERR_FINDING_EVIDENCE when it is not said who can solve it
 */
export const claimFinding: Handler = {
  jobType: 'claim-finding',
  run(input) {
    const row = findingOf(input);
    requireUnit(input, row, row.gridKey, { zh: '认领', en: 'claim it' });
    const words = input.elementId === 'take_over' ? ['mine', 'false_alarm'] : ['mine', 'transfer', 'false_alarm'];
    if (oneOfWords('claim', input.variables['claim'], words) !== 'mine') return {};
    const site = context(input.variables['site']);
    if (text(site['solvableBy']) === null && site['emergency'] !== true)
      throw missingError(row, { zh: '难易判断', en: 'who can solve it' });
    return {
      changes: [movedFinding(row, 'claimed', { claimedBy: input.actor.id, claimedAt: input.now })],
      events: [{ type: 'finding.claimed', key: row.key }],
    };
  },
};
