/** Tells the time; passed in everywhere, so tests and simulations move it. Instants are milliseconds since 1970-01-01T00:00:00Z. */
export interface Clock {
  now(): number;
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => Date.now() };
