import type { Handler } from '../../domain/process/handler.ts';
import { moved, orderOf, toAppellant } from '../order-work.ts';

/** Asks the appellant for the facts that are missing. Regulation art. 10. */
export const requestSupplement: Handler = {
  jobType: 'request-supplement',
  run(input) {
    const order = orderOf(input);
    return { changes: [moved(order, 'supplement_requested')], messages: [toAppellant(order, 'supplement_requested')] };
  },
};
