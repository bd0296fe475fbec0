import type { Committed } from '../../src/domain/committed.ts';
import type { Storage } from '../../src/domain/storage-port.ts';

/**
 * Remembers what each transaction wrote, so that the same rows can be written again in the same batches without an engine.
 */
export class Recording {
  readonly #batches: { readonly committed: Committed; readonly measured: boolean }[] = [];
  /** True while the commands count; what is written before only prepares the database. */
  measuring = false;

  readonly listen = (committed: Committed): void => {
    this.#batches.push({ committed, measured: this.measuring });
  };

  /** Commands of the measured batches. */
  get commands(): number {
    return this.#batches.reduce((sum, { committed, measured }) => sum + (measured ? committed.entries.length : 0), 0);
  }

  /**
   * Commands per second at which a database without any engine takes the same writes.
   *
   * @param storage - fresh, with the migrations only
   */
  async replay(storage: Storage): Promise<number> {
    let milliseconds = 0;
    for (const { committed, measured } of this.#batches) {
      const start = performance.now();
      await storage.save(committed.changes);
      if (measured) milliseconds += performance.now() - start;
    }
    return (this.commands * 1000) / milliseconds;
  }
}
