import type { Row } from '../../domain/storage-port.ts';
import type { TableSpec } from '../../domain/table.ts';

type Key = number | string;

/**
 * Rows as stored, by primary key, those not used lately forgotten; and of stable tables the lists that were asked for.
 * Only for a sole writer of the database.
 */
export interface RowCache {
  /** @param id - of the index values */
  getList(table: TableSpec, index: string, id: string): readonly Row[] | undefined;
  setList(table: TableSpec, index: string, id: string, rows: readonly Row[]): void;
  /** After any change of the table. */
  forgetLists(table: TableSpec): void;
  get(table: TableSpec, key: Key): Row | undefined;
  set(table: TableSpec, key: Key, row: Row): void;
  remove(table: TableSpec, key: Key): void;
  clear(): void;
}

/**
 * @param capacity - rows of each table
 * @param keeps - tables worth keeping
 */
export function createRowCache(capacity: number, keeps: (table: TableSpec) => boolean): RowCache {
  const tables = new Map<string, Generations | null>();
  const lists = new Map<string, Map<string, readonly Row[]>>();

  function rowsOf(table: TableSpec): Generations | null {
    let rows = tables.get(table.name);
    if (rows === undefined) tables.set(table.name, (rows = keeps(table) ? new Generations(capacity) : null));
    return rows;
  }

  return {
    get: (table, key) => rowsOf(table)?.get(key),
    set: (table, key, row) => rowsOf(table)?.set(key, row),
    remove: (table, key) => rowsOf(table)?.remove(key),
    getList: (table, index, id) => lists.get(table.name)?.get(`${index} ${id}`),
    setList(table, index, id, rows) {
      if (!table.stable) return;
      let known = lists.get(table.name);
      if (!known) lists.set(table.name, (known = new Map()));
      // so many different questions are not about a small table
      if (known.size >= capacity) known.clear();
      known.set(`${index} ${id}`, rows);
    },
    forgetLists: (table) => void lists.delete(table.name),
    clear() {
      tables.clear();
      lists.clear();
    },
  };
}

/** Never remembers: for a database with several writers. */
export const noRowCache: RowCache = {
  getList: () => undefined,
  setList: () => undefined,
  forgetLists: () => undefined,
  get: () => undefined,
  set: () => undefined,
  remove: () => undefined,
  clear: () => undefined,
};

/**
 * Two maps: what is used moves to the young one; when that is full it becomes the old one, and the old one is forgotten.
 * Cheaper than one map in order of use: taking the first of a map out of which much was deleted means walking over the holes.
 */
class Generations {
  readonly #half: number;
  #young = new Map<Key, Row>();
  #old = new Map<Key, Row>();

  constructor(capacity: number) {
    this.#half = Math.ceil(capacity / 2);
  }

  get(key: Key): Row | undefined {
    const young = this.#young.get(key);
    if (young) return young;
    const old = this.#old.get(key);
    if (old) this.set(key, old);
    return old;
  }

  set(key: Key, row: Row): void {
    if (this.#young.size >= this.#half && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, row);
  }

  remove(key: Key): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }
}
