import { put, type Handler } from '../../domain/process/handler.ts';
import { homesteadMediation, type HomesteadState } from '../../domain/side-route/side-route-tables.ts';
import { orderOf, toAppellant, type Order } from '../order-work.ts';
import { homesteadOf } from '../side-route-work.ts';

/** Ends the three steps of a homestead dispute, and tells the appellant of the agreement, or of the ways of the law when a side refused. */
export const closeHomestead: Handler = {
  jobType: 'close-homestead',
  run(input) {
    const order = orderOf(input);
    const row = homesteadOf(input, order);
    const state = endOf(row.agreedAt !== null, input.variables);
    return {
      variables: { homesteadOutcome: state },
      changes: [put(homesteadMediation, { ...row, state, closedAt: input.now })],
      messages: told(order, state),
      events: [{ type: 'homestead.closed', key: order.key, detail: { state, visits: row.visits } }],
    };
  },
};

// helpers

function endOf(agreed: boolean, variables: Readonly<Record<string, unknown>>): HomesteadState {
  if (agreed) return 'settled';
  if (variables['homesteadOutcome'] === 'refused') return 'legal_route';
  const { handDownOutcome } = variables;
  return typeof handDownOutcome === 'string' && handDownOutcome !== 'refused' ? 'handed_down' : 'round_table';
}

function told(order: Order, state: HomesteadState) {
  if (state === 'legal_route') return [toAppellant(order, 'homestead_legal_route')];
  return state === 'settled' ? [toAppellant(order, 'homestead_settled')] : [];
}
