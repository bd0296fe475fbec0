import { fireTimer } from '../commands/process/fire-timer.ts';
import { systemActor } from '../domain/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { Submit } from '../domain/command.ts';
import type { Log } from '../domain/committed.ts';
import type { DueTimer, DutyStore } from '../domain/duties-port.ts';
import { IDLE, type Duty, type Tick } from './duty.ts';

export interface FireDueTimersOptions {
  readonly store: Pick<DutyStore, 'exclusively' | 'dueTimers' | 'nextTimerAt'>;
  readonly submit: Submit;
  readonly clock: Clock;
  readonly log: Log;
  /** Timers of one tick. @defaultValue 256 */
  readonly limit?: number;
  /** A timer committed during a pause fires at most so late, ms. @defaultValue 1000 */
  readonly intervalMs?: number;
}

/** A timer that could not be fired rests so long, that it does not hold up the others. */
const REST_MS = 60_000;

/** Fires timers in the order in which they fell due, those that fell due while the host was down included, each once. */
export function fireDueTimers(options: FireDueTimersOptions): Duty {
  const { store, submit, clock, log, limit = 256, intervalMs = 1_000 } = options;
  const resting = new Map<number, number>();

  async function tick(): Promise<Tick> {
    const now = clock.now();
    for (const [key, until] of resting) if (until <= now) resting.delete(key);
    const due = await store.dueTimers(now, limit + resting.size);
    const ready = due.filter(({ key }) => !resting.has(key)).slice(0, limit);
    const fired = await Promise.all(ready.map(fire));
    const done = fired.filter(Boolean).length;
    const more = ready.length === limit;
    const nextAt = more ? undefined : await store.nextTimerAt(now);
    return { done, failed: ready.length - done, more, ...(nextAt === undefined ? {} : { nextAt }) };
  }

  async function fire({ key, tenantId }: DueTimer): Promise<boolean> {
    try {
      const { fired } = await submit(fireTimer, { timerKey: key }, { actor: systemActor('fire-due-timers', tenantId) });
      if (fired) return true;
    } catch (error) {
      log.warn({ err: error, timerKey: key }, 'timer not fired');
    }
    resting.set(key, clock.now() + REST_MS);
    return false;
  }

  return {
    name: 'fire-due-timers',
    intervalMs,
    tick: async () => (await store.exclusively('fire-due-timers', tick)) ?? IDLE,
  };
}
