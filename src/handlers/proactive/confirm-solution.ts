import { appealError } from '../../domain/appeal/appeal-errors.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { findingOf, missingError } from './finding-work.ts';

/** Records whether residents agree that it is solved; who solved it does not ask them. @throws {@link DomainError} ERR_OWN_WORK */
export const confirmSolution: Handler = {
  jobType: 'confirm-solution',
  run(input) {
    const row = findingOf(input);
    if (input.actor.id === input.variables['solver'])
      throw appealError('ERR_OWN_WORK', { orderNo: row.findingNo, do: 'ask the residents', doZh: '向居民确认' });
    const { confirmed } = input.variables;
    if (typeof confirmed !== 'boolean') throw missingError(row, { zh: '居民意见', en: 'what residents say' });
    return { events: [{ type: 'finding.confirmed', key: row.key, detail: { confirmed } }] };
  },
};
