import { handDownCase } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { handDownOf } from './hand-down-work.ts';
import { context, orderOf, text, toStaff } from '../order-work.ts';

/** Gives a claim that may not be handed down back to the unit, with the reason; its state has not changed. */
export const refuseHandDown: Handler = {
  jobType: 'refuse-hand-down',
  run(input) {
    const order = orderOf(input);
    const kase = handDownOf(input);
    const { eligibility, reason } = context(input.variables['d11']);
    const refusal = eligibility === 'yes' ? 'not_signed' : (text(reason) ?? 'not_eligible');
    return {
      variables: { handDownOutcome: 'refused', handDownRefusal: refusal },
      changes: [put(handDownCase, { ...kase, state: 'refused', refusal, closedAt: input.now })],
      messages: [toStaff(order, 'hand_down_refused', order.ownerUnitKey ?? 'response_office')],
      events: [{ type: 'hand-down.refused', key: order.key, detail: { refusal } }],
    };
  },
};
