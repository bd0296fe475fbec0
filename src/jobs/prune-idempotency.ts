import type { Clock } from '../domain/clock.ts';
import { DAY_MS } from '../domain/day.ts';
import type { DutyStore } from '../domain/duties-port.ts';
import type { Duty } from './duty.ts';

export interface PruneIdempotencyOptions {
  readonly store: Pick<DutyStore, 'pruneIdempotency'>;
  readonly clock: Clock;
  /** @defaultValue 7 */
  readonly retentionDays?: number;
  /** @defaultValue 60000 */
  readonly intervalMs?: number;
}

const LIMIT = 1_000;

/** Forgets answers to requests that nobody will repeat any more. */
export function pruneIdempotency({
  store,
  clock,
  retentionDays = 7,
  intervalMs = 60_000,
}: PruneIdempotencyOptions): Duty {
  return {
    name: 'prune-idempotency',
    intervalMs,
    async tick() {
      const done = await store.pruneIdempotency(clock.now() - retentionDays * DAY_MS, LIMIT);
      return { done, failed: 0, more: done === LIMIT };
    },
  };
}
