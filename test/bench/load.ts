import type { Command, Submit } from '../../src/domain/command.ts';
import type { Actor } from '../../src/domain/actor.ts';

/** Counts commands and how long each took to be answered. */
export class Meter {
  commands = 0;
  cases = 0;
  readonly latencies: number[] = [];
  readonly #submit: Submit;
  readonly #actor: Actor;

  constructor(submit: Submit, actor: Actor) {
    this.#submit = submit;
    this.#actor = actor;
  }

  /** Submits a command as this meter's actor, or as somebody else of the same township. */
  async send<I, O>(command: Command<I, O>, input: I, as?: string): Promise<O> {
    const start = performance.now();
    const actor = as === undefined ? this.#actor : { ...this.#actor, id: as };
    const answer = await this.#submit(command, input, { actor });
    this.latencies.push(performance.now() - start);
    this.commands++;
    return answer;
  }

  /** The time within which 99 of 100 commands were answered, ms. */
  get p99(): number {
    const sorted = [...this.latencies].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
  }
}

/** Plays one case from its beginning to its end. */
export type Case = (meter: Meter) => Promise<void>;

/** Keeps `width` cases going until the time is over and those begun have ended. @returns seconds taken */
export async function closedLoad(play: Case, meter: Meter, width: number, seconds: number): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() < end) {
        await play(meter);
        meter.cases++;
      }
    }),
  );
  return (performance.now() - start) / 1000;
}

/** Begins cases at an even pace, whether earlier ones are done or not, as the outside does. @param perSecond - cases */
export async function openLoad(play: Case, meter: Meter, perSecond: number, seconds: number): Promise<void> {
  const start = performance.now();
  const running: Promise<void>[] = [];
  for (let begun = 0; begun < perSecond * seconds; ) {
    const due = Math.min(perSecond * seconds, ((performance.now() - start) / 1000) * perSecond);
    for (; begun < due; begun++) running.push(play(meter));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
}
