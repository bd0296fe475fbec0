import { numberSeries } from '../../domain/appeal/appeal-tables.ts';
import { dayOf, formatDay } from '../../domain/day.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { context, orderOf, setting } from '../order-work.ts';

/**
 * Draws orders for field verification by the ratio of table D22. The draw is a hash of the order number, so anybody can repeat it;
 * the first of each day are drawn in any case until `sampling_daily_minimum` is reached.
 */
export const drawSample: Handler = {
  jobType: 'draw-sample',
  run(input) {
    const order = orderOf(input);
    const ratio = context(input.variables['d22'])['ratio'];
    const minimum = setting(input, 'sampling_daily_minimum');
    const id = `${input.tenantId}/sample/${formatDay(dayOf(input.now))}`;
    const series = input.rows.find(numberSeries, id);
    const drawn = series?.last ?? 0;
    const sampled =
      (typeof ratio === 'number' && share(order.orderNo) < ratio) || (typeof minimum === 'number' && drawn < minimum);
    return {
      variables: { sampled },
      changes: sampled ? [put(numberSeries, { revision: 0, ...series, id, last: drawn + 1 })] : [],
    };
  },
};

// helpers

/** A number from 0 to 1 that the text always gives: FNV-1a, 32 bits. */
function share(value: string): number {
  let hash = 0x811c9dc5;
  for (const char of value) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash / 0x1_0000_0000;
}
