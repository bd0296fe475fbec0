import type { Handler } from '../domain/process/handler.ts';
import { standingIn } from '../domain/organisation/role-scopes.ts';
import { changed, orderOf } from './order-work.ts';

/** Records the sign-off when its task completes; anybody but the secretary signs by delegation. Every order is signed off. */
export const signOffOrder: Handler = {
  jobType: 'sign-off-order',
  run(input) {
    if (input.variables['signOff'] === 'reconsider') return {};
    const order = orderOf(input);
    const standing = standingIn(input.actor, input.elementId, ['party_secretary', 'deputy_leader']);
    return {
      changes: [
        changed(order, {
          signedOffAt: input.now,
          signedOffBy: input.actor.id,
          signOffDelegated: !input.actor.roles.includes('party_secretary'),
        }),
      ],
      events: [
        {
          type: 'order.signed-off',
          key: order.key,
          detail: { by: input.actor.id, onBehalfOf: standing?.onBehalfOf ?? null, standing: standing?.by ?? null },
        },
      ],
    };
  },
};
