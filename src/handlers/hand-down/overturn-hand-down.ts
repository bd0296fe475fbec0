import type { Handler } from '../../domain/process/handler.ts';
import { overturn, staysExcluded } from '../../domain/hand-down/overturning.ts';
import { handDownOf } from './hand-down-work.ts';
import { moved, orderOf, toAppellant, toStaff } from '../order-work.ts';
import { workState } from '../resume-order.ts';

/** Takes a verdict back while its appellant is still being calmed: nothing rests on it any more, and the claim is handled for real. */
export const overturnHandDown: Handler = {
  jobType: 'overturn-hand-down',
  run(input) {
    const order = orderOf(input);
    const back = workState(order);
    const undone = overturn({ ...input, actorId: input.actor.id, nextKey: () => input.nextKey() }, handDownOf(input));
    return {
      variables: { handDownOutcome: 'overturned', realWork: true },
      changes: [...undone, moved(order, back, { excluded: staysExcluded(input.rows, order.key) })],
      messages: [
        toAppellant(order, 'verdict_overturned_apology'),
        toStaff(order, 'verdict_overturned', order.ownerUnitKey ?? 'response_office'),
      ],
      events: [{ type: 'verdict.overturned', key: order.key }],
    };
  },
};
