import { setMaxListeners } from 'node:events';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/committed.ts';
import type { Duty, Tick } from './duty.ts';

export interface RunnerOptions {
  readonly duties: readonly Duty[];
  readonly clock: Clock;
  readonly log: Log;
  /** Told after each tick that did something, for metrics. */
  onTick?(duty: string, tick: Tick): void;
  /** Waits so long or until `signal` says so. @defaultValue the machine's timers */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Runner {
  start(): void;
  /** Lets the ticks at hand end. */
  stop(): Promise<void>;
}

/** Ticks each duty again and again, each in its own rhythm. A failing tick is logged and tried again after the duty's interval. */
export function createRunner({ duties, clock, log, onTick, pause = pauseForReal }: RunnerOptions): Runner {
  let stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  async function run(duty: Duty, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const wait = await tickOnce(duty);
      if (!signal.aborted) await pause(wait, signal);
    }
  }

  /** @returns how long to pause, ms */
  async function tickOnce(duty: Duty): Promise<number> {
    try {
      const tick = await duty.tick();
      if (tick.done + tick.failed > 0) onTick?.(duty.name, tick);
      if (tick.more && tick.done > 0) return 0;
      return Math.max(0, Math.min(duty.intervalMs, (tick.nextAt ?? Infinity) - clock.now()));
    } catch (error) {
      log.error({ err: error, duty: duty.name }, 'duty failed');
      return duty.intervalMs;
    }
  }

  return {
    start() {
      stopping = new AbortController();
      // one listener a duty: no leak, however many duties there are
      setMaxListeners(duties.length, stopping.signal);
      running = Promise.all(duties.map((duty) => run(duty, stopping.signal)));
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

// helpers

function pauseForReal(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
