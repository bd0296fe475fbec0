import { job } from '../domain/process/process-tables.ts';
import type { CommitFeed } from '../domain/query-ports.ts';

/** Workers that may wait at once; more get an empty answer at once. */
const MOST_WAITING = 5_000;
/** Looks again at least that often: leases end and back-offs pass without a commit. */
const LOOK_AGAIN_MS = 1_000;

/** Lets workers wait for jobs of a type without asking the database all the time. */
export interface JobWaiting {
  /** Resolves when a job of this tenant and type may have become free, after {@link LOOK_AGAIN_MS}, or after `ms` if that is sooner. */
  next(tenantId: string, type: string, ms: number): Promise<void>;
  /** Whether waiting makes sense: false when too many do already, and after {@link close}. */
  readonly isOpen: boolean;
  /** Wakes everybody and listens no more. */
  close(): void;
}

/** Listens to commits for new and released jobs. */
export function waitForJobs(feed: CommitFeed): JobWaiting {
  const waiting = new Map<string, Set<() => void>>();
  let count = 0;
  let closed = false;
  const stop = feed.onCommitted(({ changes }) => {
    if (count === 0) return;
    for (const { table, inserts, updates } of changes) {
      if (table.name !== job.name) continue;
      for (const { tenantId, type, lockedUntil } of [...inserts, ...updates]) {
        if (lockedUntil === null) wake(`${String(tenantId)}\n${String(type)}`);
      }
    }
  });
  return {
    next: (tenantId, type, ms) =>
      new Promise((resolve) => wait(`${tenantId}\n${type}`, Math.min(ms, LOOK_AGAIN_MS), resolve)),
    get isOpen() {
      return !closed && count < MOST_WAITING;
    },
    close() {
      closed = true;
      stop();
      for (const name of waiting.keys()) wake(name);
    },
  };

  function wait(name: string, ms: number, resolve: () => void): void {
    const others = waiting.get(name) ?? new Set();
    waiting.set(name, others.add(done));
    count += 1;
    const timer = setTimeout(done, ms);
    function done(): void {
      if (!others.delete(done)) return;
      if (others.size === 0 && waiting.get(name) === others) waiting.delete(name);
      count -= 1;
      clearTimeout(timer);
      resolve();
    }
  }

  function wake(name: string): void {
    for (const done of [...(waiting.get(name) ?? [])]) done();
  }
}
