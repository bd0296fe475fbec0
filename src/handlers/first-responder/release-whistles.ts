import type { Handler } from '../../domain/process/handler.ts';
import { hasEnded } from '../../domain/whistle/whistle-state.ts';
import { whistle } from '../../domain/whistle/whistle-tables.ts';
import { orderOf } from '../order-work.ts';
import { endSideRoutes } from '../side-route-work.ts';
import { calledOff } from '../whistle/whistle-work.ts';

/**
 * Makes good for what an order no longer needs, because it was withdrawn or merged: units that were whistled for are told and let go;
 * requests and mediations beside the handling end.
 */
export const releaseWhistles: Handler = {
  jobType: 'release-whistles',
  run(input) {
    const order = orderOf(input);
    const open = input.rows.list(whistle, 'byOrder', [order.key]).filter(({ stage }) => !hasEnded(stage));
    const done = open.map((row) => calledOff(input, row, 'cancelled'));
    return {
      changes: [...done.flatMap(({ changes }) => changes), ...endSideRoutes(input, order)],
      messages: done.flatMap(({ messages }) => messages),
      events: open.map(({ whistleNo }) => ({ type: 'whistle.cancelled', key: order.key, detail: { whistleNo } })),
    };
  },
};
