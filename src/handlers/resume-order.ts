import type { Handler } from '../domain/process/handler.ts';
import { can, type WorkOrderState } from '../domain/appeal/work-order-state.ts';
import { moved, orderOf, type Order } from './order-work.ts';
import { endSuspension } from './side-route-work.ts';

/**
 * Puts an order back to work after a side path: whistle, round table, hand-down, suspension, refused extension, or a withdrawal that was
 * not meant. An order whose result was already given goes back to waiting for the callback.
 */
export const resumeOrder: Handler = {
  jobType: 'resume-order',
  run(input) {
    const order = orderOf(input);
    const to = workState(order);
    return {
      variables: { outcome: to === 'dispatched' ? 'dispatched' : 'resumed' },
      changes: [
        ...(to === order.state ? [] : [moved(order, to)]),
        ...(order.state === 'suspended' ? endSuspension(input, order, 'resumed') : []),
      ],
    };
  },
};

/** Where an order goes on after a side path. */
export function workState(order: Order): WorkOrderState {
  if (order.feedbackAt !== null && can(order.state, 'callback_pending')) return 'callback_pending';
  // the appellant objected to nothing: the unit signs first
  if (order.state === 'dispatched' || order.state === 'return_requested') return 'dispatched';
  return order.state === 'callback_pending' ? order.state : 'in_progress';
}
