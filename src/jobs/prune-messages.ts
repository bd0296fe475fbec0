import type { Clock } from '../domain/clock.ts';
import type { DutyStore } from '../domain/duties-port.ts';
import type { Duty } from './duty.ts';

export interface PruneMessagesOptions {
  readonly store: Pick<DutyStore, 'pruneMessages'>;
  readonly clock: Clock;
  /** @defaultValue 10000 */
  readonly intervalMs?: number;
}

const LIMIT = 1_000;

/** Forgets published messages that nobody took in their time. Expired ones are never correlated, pruned or not. */
export function pruneMessages({ store, clock, intervalMs = 10_000 }: PruneMessagesOptions): Duty {
  return {
    name: 'prune-messages',
    intervalMs,
    async tick() {
      const done = await store.pruneMessages(clock.now(), LIMIT);
      return { done, failed: 0, more: done === LIMIT };
    },
  };
}
