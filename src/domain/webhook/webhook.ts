import type { Actor } from '../actor.ts';
import type { apiKey } from '../organisation/account-tables.ts';
import type { HistoryEvent } from '../process/history.ts';
import { scopesFor } from './cloud-event.ts';
import { holdsScope } from '../organisation/role-scopes.ts';
import type { RowOf } from '../table.ts';

/** Who a program is that calls with this key. */
export function programOf({ key, tenantId, unitKey, roles, scopes }: RowOf<typeof apiKey>): Actor {
  return { kind: 'client', id: `api-key:${key}`, tenantId, unitKey, roles, scopes };
}

/** Whether a webhook of `consumer` for these kinds is told an event. */
export function isTold(consumer: Actor, kinds: readonly string[], event: HistoryEvent): boolean {
  const thing = event.type.split('.', 1)[0] ?? '';
  return (
    kinds.some((kind) => kind === '*' || kind === event.type || kind === `${thing}.*`) &&
    holdsScope(consumer, scopesFor(event))
  );
}
