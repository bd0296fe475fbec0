/** A task of the clockwork. */
export interface Duty {
  readonly name: string;
  /** Pause between two ticks that found nothing to do, ms. */
  readonly intervalMs: number;
  /** Does one bounded batch. Safe to run twice, and to run on several nodes at once. */
  tick(): Promise<Tick>;
}

/** What a tick did. */
export interface Tick {
  readonly done: number;
  readonly failed: number;
  /** True when the batch was full: there is more to do at once. */
  readonly more: boolean;
  /** When there will be something to do, instant; sooner than the interval it shortens the pause. */
  readonly nextAt?: number;
}

/** Nothing to do, or another node does it. */
export const IDLE: Tick = { done: 0, failed: 0, more: false };
