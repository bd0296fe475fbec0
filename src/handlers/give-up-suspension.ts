import type { Handler } from '../domain/handler.ts';
import { moved, orderOf } from './order-work.ts';

/**
 * When a review gives a suspension up as unresolved: an order whose result was not given yet goes back to work, to give that as its result;
 * one whose result was given stays as it is, to be closed unresolved.
 */
export const giveUpSuspension: Handler = {
  jobType: 'give-up-suspension',
  run(input) {
    const order = orderOf(input);
    const isGivenUp = input.variables['suspension'] === 'unresolved' && order.state === 'suspended';
    return isGivenUp && order.feedbackAt === null ? { changes: [moved(order, 'in_progress')] } : {};
  },
};
