import type { Handler } from '../domain/process/handler.ts';
import { orderOf, toAppellant, toStaff } from './order-work.ts';

/**
 * Sends a reminder: header `template` names the text, `channel` is `appellant` or `staff`, and `to` a role,
 * `owner` (the handling unit) or `owner_leader`.
 */
export const notify: Handler = {
  jobType: 'notify',
  run(input) {
    const order = orderOf(input);
    const template = input.headers['template'] ?? 'reminder';
    if (input.headers['channel'] === 'appellant') return { messages: [toAppellant(order, template)] };
    const to = input.headers['to'] ?? 'response_office';
    const isOwner = to === 'owner' || to === 'owner_leader';
    // before it is dispatched nobody but the office has it
    return { messages: [toStaff(order, template, isOwner ? (order.ownerUnitKey ?? 'response_office') : to)] };
  },
};
