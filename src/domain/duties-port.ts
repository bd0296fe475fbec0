import type { Telling } from './cluster/cluster-tables.ts';
import type { outboxEntry } from './process/process-tables.ts';
import type { RowOf } from './table.ts';

/** What the clockwork reads and writes past the commands. Everything is bounded by `limit`. */
export interface DutyStore {
  /**
   * Runs `work` unless another node is at the same duty right now.
   *
   * @returns what `work` gave, or undefined when another node is at it
   */
  exclusively<T>(duty: string, work: () => Promise<T>): Promise<T | undefined>;
  /** Timers due at `now`, those due longest first. */
  dueTimers(now: number, limit: number): Promise<readonly DueTimer[]>;
  /** When the next timer after `now` falls due; undefined when there is none. */
  nextTimerAt(now: number): Promise<number | undefined>;
  /** Takes undelivered entries that are due, for this node alone until `lockedUntil`, and counts the attempt. */
  claimOutbox(now: number, lockedUntil: number, limit: number): Promise<readonly RowOf<typeof outboxEntry>[]>;
  outboxDelivered(keys: readonly number[], at: number): Promise<void>;
  /** Gives an entry back, to be tried again at `dueAt`. */
  outboxFailed(key: number, dueAt: number, error: string): Promise<void>;
  /** Forgets answers kept under an Idempotency-Key before `before`. @returns how many */
  pruneIdempotency(before: number, limit: number): Promise<number>;
  /** Forgets messages that expired at `now` or before. @returns how many */
  pruneMessages(now: number, limit: number): Promise<number>;
  /** Messages that wait although somebody waits for them: both were committed at once, on different nodes. */
  missedMessages(now: number, limit: number): Promise<readonly MissedMessage[]>;
  /** Provisional deadlines with keys above `afterKey`, by key; some of them count no more. */
  provisionalDeadlines(afterKey: number, limit: number): Promise<readonly ProvisionalDeadline[]>;
  /** Open tasks or timers whose time may move, with keys above `afterKey`, by key. */
  provisionalWaits(kind: ProvisionalWait, afterKey: number, limit: number): Promise<readonly ProvisionalDeadline[]>;
  /** Season plans whose day has come by `date` (`2026-03-04`) and that were not opened this year. */
  dueSeasons(date: string, limit: number): Promise<readonly ProvisionalDeadline[]>;
  /** Clusters whose followers have yet to be told something, each with the next `batch` of them. */
  untold(limit: number, batch: number): Promise<readonly UntoldCluster[]>;
  /** Orders that are neither closed nor archived and have no line of the day. */
  ordersWithoutLine(date: string, limit: number): Promise<readonly ProvisionalDeadline[]>;
}

/** A cluster and those of its followers who come next to be told, by key. */
export interface UntoldCluster {
  readonly key: number;
  readonly tenantId: string;
  readonly telling: Telling;
  readonly after: number;
  readonly orderKeys: readonly number[];
  readonly isLast: boolean;
}

/** What waits until a time that may move. */
export type ProvisionalWait = 'user_task' | 'timer';

/** A deadline that may move when the official holidays of a year are published. */
export interface ProvisionalDeadline {
  readonly key: number;
  readonly tenantId: string;
}

export interface DueTimer {
  readonly key: number;
  readonly tenantId: string;
}

export interface MissedMessage {
  readonly messageKey: number;
  readonly tenantId: string;
}
