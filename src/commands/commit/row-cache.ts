import type { Row } from '../../domain/storage-port.ts';
import type { TableSpec } from '../../domain/table.ts';

/** Rows as stored, by primary key, the least recently used ones forgotten first. Only for a sole writer of the database. */
export interface RowCache {
  get(table: TableSpec, key: number | string): Row | undefined;
  set(table: TableSpec, key: number | string, row: Row): void;
  remove(table: TableSpec, key: number | string): void;
  clear(): void;
}

/**
 * @param capacity - rows of each table
 * @param keeps - tables worth keeping
 */
export function createRowCache(capacity: number, keeps: (table: TableSpec) => boolean): RowCache {
  const tables = new Map<string, Map<number | string, Row> | null>();

  function rowsOf(table: TableSpec): Map<number | string, Row> | null {
    let rows = tables.get(table.name);
    if (rows === undefined) tables.set(table.name, (rows = keeps(table) ? new Map() : null));
    return rows;
  }

  return {
    get(table, key) {
      const rows = rowsOf(table);
      const row = rows?.get(key);
      if (rows && row) {
        // a map remembers insertion order: the first is the one not used for longest
        rows.delete(key);
        rows.set(key, row);
      }
      return row;
    },
    set(table, key, row) {
      const rows = rowsOf(table);
      if (!rows) return;
      rows.delete(key);
      rows.set(key, row);
      if (rows.size > capacity) rows.delete(rows.keys().next().value as number | string);
    },
    remove: (table, key) => void rowsOf(table)?.delete(key),
    clear: () => tables.clear(),
  };
}

/** Never remembers: for a database with several writers. */
export const noRowCache: RowCache = {
  get: () => undefined,
  set: () => undefined,
  remove: () => undefined,
  clear: () => undefined,
};
