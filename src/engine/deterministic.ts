/**
 * Makes the ids that bpmn-elements and smqp draw from `Math.random` recognisable, and lets `Date` stand still, for the whole thread.
 * To be called in the engine's worker only, after all imports.
 *
 * Ids are drawn as `Math.random().toString(16).substring(2, 12)`: every value given here prints as ten hex digits, `fee` + counter + `1`.
 */
export function makeDeterministic(): void {
  class StandingDate extends Date {
    constructor(...given: unknown[]) {
      // TypeScript cannot spread into the overloads of Date
      super(...((given.length === 0 ? [0] : given) as [number]));
    }

    static override now(): number {
      return 0;
    }
  }
  globalThis.Date = StandingDate as DateConstructor;
  restartIds();
}

/** Starts the counter behind the ids again, so that the same step draws the same ids whatever ran before it. */
export function restartIds(): void {
  let drawn = 0;
  Math.random = () => (0xfee0000001 + ++drawn * 16) / 2 ** 40;
}

/** An id drawn after {@link restartIds}, or one that canonicalising gave (`~` and a base-36 number). */
export const DRAWN_ID = /(?:~[0-9a-z]+|fee[0-9a-f]{6}1)(?![0-9a-f])/g;
