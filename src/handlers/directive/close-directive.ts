import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf, directiveToStaff, nameOf, openOrders } from './directive-work.ts';
import { setting, toAppellant } from '../order-work.ts';

/** Ends a directive: done, or failed and reported. Orders behind it go on; units rated below the pass score are named. */
export const closeDirective: Handler = {
  jobType: 'close-directive',
  run(input) {
    const row = directiveOf(input);
    const state = input.variables['decision'] === 'fail' ? 'failed_reported' : 'completed';
    const pass = Number(setting(input, 'directive_pass_score') ?? 60);
    const orders = openOrders(input, row);
    return {
      changes: [changedDirective(row, { state, closedAt: input.now })],
      messages: [
        ...orders.flatMap((order) => [
          {
            name: 'DirectiveClosed',
            correlationKey: order.orderNo,
            variables: { directiveNo: nameOf(row), directiveOutcome: state },
          },
          toAppellant(order, `directive_${state}`),
        ]),
        ...row.ratings
          .filter(({ score }) => score < pass)
          .map(({ unitKey }) => directiveToStaff(row, 'directive_rated_low', unitKey)),
      ],
      events: [{ type: 'directive.closed', key: row.key, detail: { state } }],
    };
  },
};
