import type { Storage } from '../../domain/storage-port.ts';

const BLOCK = 16_384;

/** Raised inside a decision when the reserved keys are used up: reserve more and decide again. */
export class KeysExhausted extends Error {
  override readonly name = 'KeysExhausted';
}

/** Hands out keys from blocks reserved in the database, in ascending order. */
export interface KeySource {
  /** Reserves until `count` keys are at hand. */
  atLeast(count: number): Promise<void>;
  /** Reserves for a decision that needs more than are left: twice as many as last time. */
  grow(): Promise<void>;
  /** Begins a batch: keys handed out from here on are fresh. */
  begin(): void;
  /** True for a key handed out since the batch began: no stored row can have it or name it. */
  isFresh(key: number): boolean;
  /** @throws {@link KeysExhausted} */
  next(): number;
  position(): number;
  /** Goes back to a position of the same batch, so that a decision taken again gets the same keys. */
  rewind(position: number): void;
}

export function createKeySource(storage: Pick<Storage, 'allocateKeys'>): KeySource {
  let next = 0;
  let end = 0;
  let freshFrom = 0;
  let block = BLOCK;

  async function reserve(): Promise<void> {
    const first = await storage.allocateKeys(block);
    if (first !== end) {
      // another node reserved in between; what was left of our block is given up
      next = first;
      freshFrom = first;
    }
    end = first + block;
  }

  return {
    async atLeast(count) {
      while (end - next < count) {
        block = Math.max(block, count);
        await reserve();
      }
    },
    async grow() {
      block *= 2;
      await reserve();
    },
    begin: () => void (freshFrom = next),
    isFresh: (key) => key >= freshFrom && key < next,
    next() {
      if (next === end) throw new KeysExhausted('no reserved key left');
      return next++;
    },
    position: () => next,
    rewind: (position) => void (next = position),
  };
}
