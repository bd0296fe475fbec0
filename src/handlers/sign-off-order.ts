import type { Handler } from '../domain/handler.ts';
import { changed, orderOf } from './order-work.ts';

/** Records the sign-off when its task completes; anybody but the secretary signs by delegation. Every order is signed off. */
export const signOffOrder: Handler = {
  jobType: 'sign-off-order',
  run(input) {
    if (input.variables['signOff'] === 'reconsider') return {};
    return {
      changes: [
        changed(orderOf(input), {
          signedOffAt: input.now,
          signedOffBy: input.actor.id,
          signOffDelegated: !input.actor.roles.includes('party_secretary'),
        }),
      ],
    };
  },
};
