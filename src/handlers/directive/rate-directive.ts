import { refused } from '../../domain/directive/directive-draft.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf, requireOutsider } from './directive-work.ts';

/** Records what the township thinks of a unit's part, 0–100. @throws {@link DomainError} ERR_DIRECTIVE_FIELD · ERR_DIRECTIVE_OWN_WORK */
export const rateDirective: Handler = {
  jobType: 'rate-directive',
  run(input) {
    const row = directiveOf(input);
    requireOutsider(input, row, { zh: '评价', en: 'rate it' });
    const { score, ratedUnitKey } = input.variables;
    if (typeof score !== 'number' || !Number.isInteger(score) || score < 0 || score > 100)
      throw refused('score', '0–100 的整数', 'a whole number from 0 to 100');
    const rating = { unitKey: Number(ratedUnitKey), score, by: input.actor.id, at: input.now };
    return {
      changes: [changedDirective(row, { ratings: [...row.ratings, rating] })],
      events: [{ type: 'directive.rated', key: row.key, detail: { unitKey: rating.unitKey, score } }],
    };
  },
};
