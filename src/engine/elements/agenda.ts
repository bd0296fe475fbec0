/** A step moved more tokens than it may: the diagram spins. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
  readonly budget: number;

  constructor(budget: number) {
    super(`Expected a step to end within ${budget} token moves, but it goes on`);
    this.budget = budget;
  }
}

/** Asked each time nothing else is left to do; answers true when it acted. */
export interface Watcher {
  tryFire(): boolean;
}

export interface AgendaOptions {
  /** Token moves in one step. @defaultValue 10000 */
  readonly budget?: number;
  /** Drain by itself in a microtask. Off where the caller drains, to know when the step is over. @defaultValue true */
  readonly autorun?: boolean;
}

/**
 * The work that is due once the engine's call stack has unwound. A token that leaves an activity is put here, so that a throw takes effect
 * before anything that follows it, a long synchronous chain cannot overflow the stack, and a budget stops what spins.
 *
 * Give one to each engine: `new Engine({ elements, agenda })`.
 */
export class Agenda {
  /** Running call activities by the execution id of the process they called. */
  readonly callers = new Map<string, unknown>();
  readonly #budget: number;
  readonly #autorun: boolean;
  readonly #queue: (() => void)[] = [];
  readonly #later: (() => void)[] = [];
  readonly #watchers = new Set<Watcher>();
  #draining = false;

  constructor({ budget = 10_000, autorun = true }: AgendaOptions = {}) {
    this.#budget = budget;
    this.#autorun = autorun;
  }

  /** Runs `job` after everything queued before it; 'first': before all of it, 'last': when nothing else is queued. */
  push(job: () => void, when?: 'first' | 'last'): void {
    if (when === 'first') this.#queue.unshift(job);
    else (when === 'last' ? this.#later : this.#queue).push(job);
    if (this.#autorun && !this.#draining) queueMicrotask(() => this.drain());
  }

  watch(watcher: Watcher): void {
    this.#watchers.add(watcher);
    if (this.#autorun) this.push(() => undefined);
  }

  unwatch(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  /**
   * Runs all that is due, and what becomes due by it. Does nothing when called from within itself.
   *
   * @throws {@link BudgetExceeded} after `budget` moves; the engine must then be thrown away
   */
  drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    let left = this.#budget;
    try {
      do {
        for (let job = this.#next(); job; job = this.#next()) {
          if (left-- === 0) throw new BudgetExceeded(this.#budget);
          job();
        }
      } while (this.#fireOne());
    } finally {
      this.#draining = false;
      this.#queue.length = this.#later.length = 0;
    }
  }

  #next(): (() => void) | undefined {
    return this.#queue.shift() ?? this.#later.shift();
  }

  #fireOne(): boolean {
    for (const watcher of this.#watchers) if (watcher.tryFire()) return true;
    return this.#queue.length > 0;
  }
}
