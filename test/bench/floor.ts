import type { Committed } from '../../src/domain/committed.ts';
import type { Storage } from '../../src/domain/storage-port.ts';

/** Remembers what each transaction wrote, so that the same rows can be written again in the same batches without an engine. */
export class Recording {
  readonly #batches: { readonly committed: Committed; readonly label: string | null }[] = [];
  /** Name of what is being measured; null while the database is only prepared. */
  label: string | null = null;

  readonly listen = (committed: Committed): void => {
    this.#batches.push({ committed, label: this.label });
  };

  /**
   * Commands per second, by label, at which a database without any engine takes the same writes.
   *
   * @param storage - fresh, with the migrations only
   */
  async replay(storage: Storage): Promise<ReadonlyMap<string, number>> {
    const sums = new Map<string, { commands: number; milliseconds: number }>();
    for (const { committed, label } of this.#batches) {
      const start = performance.now();
      await storage.save(committed.changes);
      const sum = sums.get(label ?? '') ?? { commands: 0, milliseconds: 0 };
      sum.commands += committed.entries.length;
      sum.milliseconds += performance.now() - start;
      sums.set(label ?? '', sum);
    }
    return new Map([...sums].map(([label, { commands, milliseconds }]) => [label, (commands * 1000) / milliseconds]));
  }
}
