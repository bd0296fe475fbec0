import { put, type Handler } from '../../domain/process/handler.ts';
import { whistleRating } from '../../domain/whistle/whistle-tables.ts';
import { RATING_ITEMS, type RatingItem } from '../../domain/whistle/whistle-words.ts';
import { context } from '../order-work.ts';
import { calledUnit, toCalled, whistleOf } from './whistle-work.ts';

/** Keeps the rating of a unit, item by item as table D18 counted it. Regulation art. 33. */
export const recordRating: Handler = {
  jobType: 'record-rating',
  run(input) {
    const row = whistleOf(input);
    const { unitKey } = calledUnit(input, row);
    const counted = Array.isArray(input.variables['d18']) ? input.variables['d18'] : [];
    const items: Partial<Record<RatingItem, number>> = {};
    for (const each of counted) {
      const { item, points } = context(each);
      if (typeof item === 'string' && Object.hasOwn(RATING_ITEMS, item)) items[item as RatingItem] = Number(points);
    }
    const total = Object.values(items).reduce((sum, points) => sum + points, 0);
    const isFalse = context(input.variables['rating'])['falseResult'] === true;
    return {
      changes: [
        put(whistleRating, {
          key: input.nextKey(),
          tenantId: input.tenantId,
          whistleKey: row.key,
          unitKey,
          by: input.actor.id,
          at: input.now,
          items,
          total,
          cause: isFalse ? 'false_result' : 'rated',
          replacesKey: null,
        }),
      ],
      messages: [toCalled(row, 'whistle_rated', unitKey)],
      events: [
        { type: 'whistle.rated', key: row.orderKey ?? row.key, detail: { whistleNo: row.whistleNo, unitKey, total } },
      ],
    };
  },
};
