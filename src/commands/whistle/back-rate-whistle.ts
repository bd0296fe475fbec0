import type { Command } from '../../domain/command.ts';
import type { Deadline } from '../../domain/appeal/deadline-basis.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { fieldError } from '../../domain/whistle/whistle-analysis.ts';
import { stageError } from '../../domain/whistle/whistle-state.ts';
import { whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { BACK_RATINGS, type BackRating } from '../../domain/whistle/whistle-words.ts';
import { ownCalledUnit, unitNameOf, whistleByNo } from './whistle-rows.ts';

export interface BackRateWhistle {
  readonly whistleNo: string;
  readonly unitKey: number;
  readonly rating: BackRating;
}

/**
 * What a unit that came says of the whistle, once, until a limit after it closed: both sides are assessed.
 *
 * @throws DomainError ERR_WHISTLE_NOT_FOUND · ERR_UNIT_NOT_INVITED · ERR_NOT_OWN_UNIT · ERR_NOT_REPORTED · ERR_ALREADY_RATED ·
 *   ERR_WHISTLE_STAGE when it is too late · ERR_WHISTLE_FIELD
 * @see Regulation art. 33
 */
export const backRateWhistle: Command<BackRateWhistle, Record<string, never>> = {
  type: 'back-rate-whistle',
  decide(context, { whistleNo, unitKey, rating }) {
    const { rows, now, record } = context;
    const row = whistleByNo(context, whistleNo);
    const unit = ownCalledUnit(context, row, unitKey, { zh: '反评', en: 'rate the whistle' });
    const said = { unit: unitNameOf(context, unitKey), whistleNo, do: 'rate the whistle', doZh: '反评' };
    if (!Object.hasOwn(BACK_RATINGS, rating)) {
      const words = Object.keys(BACK_RATINGS).join(' | ');
      throw fieldError('rating', words, words, `'${rating}'`, `'${rating}'`);
    }
    if (unit.arrivedAt === null) throw dutyError('ERR_NOT_REPORTED', said);
    if (unit.backRating !== null) throw dutyError('ERR_ALREADY_RATED', said);
    const limit = context.functions['explained_limit'] as unknown as (...args: unknown[]) => Deadline;
    if (row.closedAt !== null && now >= limit('back_rating', null, row.closedAt).dueAt) {
      throw stageError(row, { zh: '反评(已过反评期限)', en: 'be rated by those it called: the time for it is over' });
    }
    rows.put(whistleUnit, { ...unit, backRating: rating, backRatedAt: now });
    record({ type: 'whistle.back-rated', key: row.orderKey ?? row.key, detail: { whistleNo, unitKey, rating } });
    return {};
  },
};
