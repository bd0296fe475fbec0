import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { fieldError } from '../../domain/whistle/whistle-analysis.ts';
import { RATING_ITEMS } from '../../domain/whistle/whistle-words.ts';
import { context } from '../order-work.ts';
import { calledUnit, unitName, whistleOf } from './whistle-work.ts';

/**
 * Refuses a rating that is not complete, or of one's own unit.
 *
 * @throws {@link DomainError} ERR_WHISTLE_FIELD, ERR_OWN_RATING
 */
export const checkRating: Handler = {
  jobType: 'check-rating',
  run(input) {
    const { unitKey } = calledUnit(input, whistleOf(input));
    const { kind, unitKey: own } = input.actor;
    if (kind === 'person' && own === unitKey) throw dutyError('ERR_OWN_RATING', { unit: unitName(input, unitKey) });
    const rating = context(input.variables['rating']);
    for (const item of ['cooperation', 'effect', 'feedback'] as const) {
      const { points } = RATING_ITEMS[item];
      const given = rating[item];
      if (Number.isInteger(given) && Number(given) >= 0 && Number(given) <= points) continue;
      throw fieldError(
        `rating.${item}`,
        `0–${points} 的整数`,
        `a whole number 0–${points}`,
        String(given),
        String(given),
      );
    }
    return {};
  },
};
