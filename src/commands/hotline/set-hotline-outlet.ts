import type { Command } from '../../domain/command.ts';
import { hotlineOutlet } from '../../domain/hotline/hotline-tables.ts';

export interface SetHotlineOutlet {
  /** Null takes the outlet away: messages go where the host sends those of all townships, or wait. */
  readonly outlet: { readonly url: string; readonly secretSealed: string } | null;
}

/** Says where the actor's township's hotline takes messages, and the secret that signs them. Messages that wait go there too. */
export const setHotlineOutlet: Command<SetHotlineOutlet, Record<string, never>> = {
  type: 'set-hotline-outlet',
  decide({ rows, actor, now, record }, { outlet }) {
    const { tenantId } = actor;
    const before = rows.find(hotlineOutlet, tenantId);
    if (outlet) {
      const { revision } = before ?? { revision: 0 };
      rows.put(hotlineOutlet, { tenantId, revision, ...outlet, changedAt: now, changedBy: actor.id });
    } else if (before) {
      rows.remove(hotlineOutlet, tenantId);
    }
    record({ type: 'hotline-outlet.changed', detail: { before: before?.url ?? null, after: outlet?.url ?? null } });
    return {};
  },
};
