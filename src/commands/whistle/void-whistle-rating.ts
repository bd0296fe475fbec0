import type { Command } from '../../domain/command.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { voidedRating, whistleRating } from '../../domain/whistle/whistle-tables.ts';
import { requireRole, unitNameOf, whistleByNo } from './whistle-rows.ts';

export interface VoidWhistleRating {
  readonly whistleNo: string;
  readonly unitKey: number;
}

/**
 * Sets a unit's rating to nought, because verification on site found that what it reported was not so. The earlier row stays; this one replaces it.
 *
 * @throws DomainError ERR_WHISTLE_ROLE · ERR_WHISTLE_NOT_FOUND · ERR_RATING_MISSING
 */
export const voidWhistleRating: Command<VoidWhistleRating, { readonly ratingKey: number }> = {
  type: 'void-whistle-rating',
  decide(context, { whistleNo, unitKey }) {
    const { rows, now, actor, nextKey, record } = context;
    requireRole(context, ['inspector'], { zh: '更正评价', en: 'correct a rating' }, '督查督办组');
    const row = whistleByNo(context, whistleNo);
    const rating = rows.list(whistleRating, 'byWhistle', [row.key]).findLast((each) => each.unitKey === unitKey);
    if (!rating) throw dutyError('ERR_RATING_MISSING', { whistleNo, unit: unitNameOf(context, unitKey) });
    if (rating.cause === 'false_result') return { ratingKey: rating.key };
    const ratingKey = nextKey();
    rows.put(whistleRating, voidedRating(rating, { key: ratingKey, by: actor.id, at: now }));
    record({
      type: 'whistle.rated',
      key: row.orderKey ?? row.key,
      detail: { whistleNo, unitKey, total: 0, before: rating.total, cause: 'false_result' },
    });
    return { ratingKey };
  },
};
