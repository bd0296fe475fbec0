import type { Clock } from '../domain/clock.ts';
import type { MessageText } from '../domain/reference/message-templates.ts';
import type { Log } from '../domain/committed.ts';
import type { DutyStore } from '../domain/duties-port.ts';
import type { outboxEntry } from '../domain/process/process-tables.ts';
import type { RowOf } from '../domain/table.ts';
import type { Duty } from './duty.ts';

export type OutboxEntry = RowOf<typeof outboxEntry>;

/**
 * Brings one entry to the outside; throws when it did not arrive. An entry may come twice (after a crash between delivery and note):
 * its `key` lets the receiver tell.
 */
export type Delivery = (entry: OutboxEntry) => Promise<void>;

export interface DeliverOutboxOptions {
  readonly store: Pick<DutyStore, 'claimOutbox' | 'outboxDelivered' | 'outboxFailed'>;
  /** By channel. Entries of other channels are tried again later: the channel may be configured by then. */
  readonly channels: ReadonlyMap<string, Delivery>;
  /** The words of a message that names a template. */
  readonly textOf?: (entry: OutboxEntry) => Promise<MessageText | undefined>;
  /** Accounts of the people whom a message to staff is for now. */
  readonly recipientsOf?: (entry: OutboxEntry, now: number) => Promise<readonly number[] | undefined>;
  readonly clock: Clock;
  readonly log: Log;
  /** Entries of one tick. @defaultValue 64 */
  readonly limit?: number;
  /** How long an entry belongs to the node that took it; must be longer than any delivery, ms. @defaultValue 60000 */
  readonly leaseMs?: number;
  /** @defaultValue 1000 */
  readonly intervalMs?: number;
}

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 3_600_000;

/** How long to wait after so many failures in a row, ms. */
export function backOffMs(failures: number): number {
  return Math.min(FIRST_BACK_OFF_MS * 2 ** (failures - 1), LONGEST_BACK_OFF_MS);
}

/**
 * Delivers what commands wrote for the outside, at least once, failing ones ever more rarely: after 1 s, 2 s, 4 s … at most 1 h.
 * Of a stream one at a time, so that what comes later never overtakes.
 */
export function deliverOutbox(options: DeliverOutboxOptions): Duty {
  const {
    store,
    channels,
    textOf,
    recipientsOf,
    clock,
    log,
    limit = 64,
    leaseMs = 60_000,
    intervalMs = 1_000,
  } = options;

  async function deliver(entry: OutboxEntry): Promise<number | null> {
    try {
      const delivery = channels.get(entry.channel);
      if (!delivery) throw new Error(`no delivery is configured for channel ${entry.channel}`);
      const words = await textOf?.(entry);
      const recipients = await recipientsOf?.(entry, clock.now());
      const more = { ...(words && { text: words }), ...(recipients && { recipients }) };
      await delivery({ ...entry, payload: { ...entry.payload, ...more } });
      return entry.key;
    } catch (error) {
      log.warn({ err: error, outboxKey: entry.key, channel: entry.channel, attempts: entry.attempts }, 'not delivered');
      await store.outboxFailed(
        entry.key,
        clock.now() + backOffMs(entry.attempts),
        error instanceof Error ? error.message : String(error),
      );
      return null;
    }
  }

  return {
    name: 'deliver-outbox',
    intervalMs,
    async tick() {
      const now = clock.now();
      const claimed = await store.claimOutbox(now, now + leaseMs, limit);
      const delivered = (await Promise.all(claimed.map(deliver))).filter((key) => key !== null);
      if (delivered.length > 0) await store.outboxDelivered(delivered, clock.now());
      const isDone = new Set(delivered);
      // behind one that arrived, the next of its stream has become due
      const more = claimed.length === limit || claimed.some(({ key, stream }) => stream !== null && isDone.has(key));
      return { done: delivered.length, failed: claimed.length - delivered.length, more };
    },
  };
}
