import { indexValuesId } from '../../domain/process/index-values.ts';
import type { Row, TableChanges } from '../../domain/storage-port.ts';
import type { TableSpec } from '../../domain/table.ts';
import type { LoadRequest, WorkingSet } from '../../domain/working-set.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { RowCache } from './row-cache.ts';

type Key = number | string;
type IndexValue = number | string | null;

/**
 * The rows of one batch. Its working set serves one decision after another; what a decision changes is seen by those after it,
 * unless it is rolled back. Rows are frozen: a decision passes a changed copy to `put`, it never changes a row in place.
 */
export interface BatchRows {
  readonly set: WorkingSet;
  /** True when a decision would have to wait for this. */
  lacks(request: LoadRequest): boolean;
  /** Takes in what was loaded for `request`. */
  add(request: LoadRequest, rows: readonly Row[]): void;
  begin(): void;
  /** Keeps what was changed since {@link BatchRows.begin}. */
  accept(): void;
  /** Undoes what was changed since {@link BatchRows.begin}. */
  rollback(): void;
  /** What the decision asked for in vain; what it decided without is worth nothing. */
  readonly unmet: readonly LoadRequest[];
  /** All changes of the batch, tables by name and rows by key: two nodes that lock the same rows do it in the same order. */
  changes(): readonly TableChanges[];
}

/** `stored`: as in the database, null when not there; `row`: as seen now, null when removed. */
interface Entry {
  readonly stored: Row | null;
  readonly row: Row | null;
}

interface Undo {
  readonly table: TableRows;
  readonly key: Key;
  readonly before: Entry | undefined;
}

/**
 * @param cache - rows kept from earlier batches
 * @param isFresh - true for a key that no stored row can have or name
 */
export function createBatchRows(cache: RowCache, isFresh: (key: number) => boolean): BatchRows {
  const tables = new Map<string, TableRows>();
  const journal: Undo[] = [];
  let unmet: LoadRequest[] = [];

  function tableRows(spec: TableSpec): TableRows {
    let table = tables.get(spec.name);
    if (!table) tables.set(spec.name, (table = new TableRows(spec, cache, isFresh)));
    return table;
  }

  function change(table: TableRows, key: Key, entry: Entry): void {
    journal.push({ table, key, before: table.set(key, entry) });
  }

  const set: WorkingSet = {
    find<S extends TableSpec>(spec: S, key: Key) {
      const entry = tableRows(spec).get(key);
      if (!entry) unmet.push({ table: spec, key });
      return (entry?.row ?? undefined) as never;
    },
    list<S extends TableSpec>(spec: S, index: string, values: readonly IndexValue[]) {
      const rows = tableRows(spec).list(index, values);
      if (!rows) unmet.push({ table: spec, index, values });
      return (rows ?? []) as never;
    },
    put(spec, row) {
      const table = tableRows(spec);
      const key = (row as Row)[spec.key] as Key;
      const stored = table.get(key)?.stored ?? null;
      const revision = stored ? (stored['revision'] as number) + 1 : 1;
      const versioned = spec.versioned && (row as Row)['revision'] !== revision ? { ...row, revision } : row;
      change(table, key, { stored, row: versioned as Row });
    },
    remove(spec, key) {
      const table = tableRows(spec);
      const entry = table.get(key);
      // what has no revision need not be read to be removed
      if (!entry && !spec.versioned) change(table, key, { stored: { [spec.key]: key }, row: null });
      else if (!entry) unmet.push({ table: spec, key });
      else if (entry.row) change(table, key, { stored: entry.stored, row: null });
    },
  };

  return {
    set,
    lacks: (request) => !tableRows(request.table).knows(request),
    add: (request, rows) => tableRows(request.table).add(request, rows),
    begin() {
      journal.length = 0;
      unmet = [];
    },
    accept() {
      for (const { table, key } of journal) deepFreeze(table.get(key)?.row);
      journal.length = 0;
    },
    rollback() {
      for (let undo = journal.pop(); undo; undo = journal.pop()) undo.table.set(undo.key, undo.before);
    },
    get unmet() {
      return unmet;
    },
    changes: () =>
      [...tables.values()]
        .sort((a, b) => (a.spec.name < b.spec.name ? -1 : 1))
        .map((table) => table.changes())
        .filter(({ inserts, updates, removes }) => inserts.length + updates.length + removes.length > 0),
  };
}

/** One table's rows within a batch. */
class TableRows {
  readonly spec: TableSpec;
  readonly #entries = new Map<Key, Entry>();
  readonly #changed = new Set<Key>();
  readonly #indexes = new Map<string, IndexRows>();
  readonly #cache: RowCache;
  readonly #isFresh: (key: number) => boolean;

  constructor(spec: TableSpec, cache: RowCache, isFresh: (key: number) => boolean) {
    this.spec = spec;
    this.#cache = cache;
    this.#isFresh = isFresh;
  }

  /** What is known of a row, undefined when nothing is. */
  get(key: Key): Entry | undefined {
    const known = this.#entries.get(key);
    if (known) return known;
    const cached = this.#cache.get(this.spec, key);
    if (cached) return this.#know(key, cached);
    return typeof key === 'number' && this.#isFresh(key) ? ABSENT : undefined;
  }

  /** Replaces what is known of a row. @returns what was known before */
  set(key: Key, entry: Entry | undefined): Entry | undefined {
    const before = this.#entries.get(key);
    if (entry) this.#entries.set(key, entry);
    else this.#entries.delete(key);
    const wasChanged = this.#changed.has(key);
    const isChanged = entry !== undefined && entry.row !== entry.stored;
    if (isChanged && !wasChanged) this.#changed.add(key);
    if (!isChanged && wasChanged) this.#changed.delete(key);
    for (const index of this.#indexes.values()) {
      if (wasChanged && before?.row) index.forget(key, before.row);
      if (isChanged && entry.row) index.note(key, entry.row);
    }
    return before;
  }

  /** The rows with these values, by key; undefined when they are not loaded. */
  list(name: string, values: readonly IndexValue[]): readonly Row[] | undefined {
    const index = this.#index(name);
    const id = indexValuesId(values);
    if (!index.loaded.has(id)) {
      const kept = index.namesFresh(values, this.#isFresh) ? [] : this.#cache.getList(this.spec, name, id);
      if (!kept) return undefined;
      this.add({ table: this.spec, index: name, values }, kept);
    }
    const loaded = index.loaded.get(id) ?? [];
    const rows: Row[] = [];
    for (const key of loaded) {
      if (this.#changed.has(key)) continue;
      const row = this.#entries.get(key)?.row;
      if (row) rows.push(row);
    }
    for (const key of index.changed.get(id) ?? []) rows.push(this.#entries.get(key)?.row as Row);
    return rows.sort((a, b) => ((a[this.spec.key] as Key) < (b[this.spec.key] as Key) ? -1 : 1));
  }

  knows(request: LoadRequest): boolean {
    return 'key' in request
      ? this.get(request.key) !== undefined
      : this.list(request.index, request.values) !== undefined;
  }

  add(request: LoadRequest, rows: readonly Row[]): void {
    for (const row of rows)
      if (!this.#entries.has(row[this.spec.key] as Key)) this.#know(row[this.spec.key] as Key, deepFreeze(row));
    if ('key' in request) {
      if (!this.#entries.has(request.key)) this.#entries.set(request.key, ABSENT);
    } else {
      const keys = rows.map((row) => row[this.spec.key] as Key);
      const id = indexValuesId(request.values);
      this.#index(request.index).loaded.set(id, keys);
      this.#cache.setList(this.spec, request.index, id, rows);
    }
  }

  changes(): TableChanges {
    const inserts: Row[] = [];
    const updates: Row[] = [];
    const removes: Row[] = [];
    const columns = Object.keys(this.spec.columns);
    const changedColumns = new Set<string>();
    for (const key of [...this.#changed].sort((a, b) => (a < b ? -1 : 1))) {
      const { stored, row } = this.#entries.get(key) as Entry;
      if (row && stored) {
        updates.push(row);
        // a copy shares what was not changed
        for (const column of columns) if (row[column] !== stored[column]) changedColumns.add(column);
      } else if (row) inserts.push(row);
      else if (stored) removes.push(stored);
    }
    return {
      table: this.spec,
      inserts,
      updates,
      changedColumns: columns.filter((column) => changedColumns.has(column)),
      removes,
    };
  }

  #know(key: Key, row: Row): Entry {
    const entry = { stored: row, row };
    this.#entries.set(key, entry);
    return entry;
  }

  #index(name: string): IndexRows {
    let index = this.#indexes.get(name);
    if (!index) {
      const columns = this.spec.indexes[name];
      if (!columns) throw new Error(`table ${this.spec.name} has no index ${name}`);
      this.#indexes.set(name, (index = new IndexRows(columns)));
      for (const key of this.#changed) {
        const row = this.#entries.get(key)?.row;
        if (row) index.note(key, row);
      }
    }
    return index;
  }
}

/** What is known of one index: the keys that the database gave for some values, and where changed rows belong now. */
class IndexRows {
  readonly loaded = new Map<string, readonly Key[]>();
  readonly changed = new Map<string, Set<Key>>();
  readonly #columns: readonly string[];
  readonly #keyColumns: readonly number[];

  constructor(columns: readonly string[]) {
    this.#columns = columns;
    this.#keyColumns = columns.flatMap((column, position) => (/(^k|K)ey$/.test(column) ? [position] : []));
  }

  /** True when one of the values is a key that no stored row can name: there is nothing to load. */
  namesFresh(values: readonly IndexValue[], isFresh: (key: number) => boolean): boolean {
    return this.#keyColumns.some((position) => typeof values[position] === 'number' && isFresh(values[position]));
  }

  note(key: Key, row: Row): void {
    const id = this.#idOf(row);
    const keys = this.changed.get(id);
    if (keys) keys.add(key);
    else this.changed.set(id, new Set([key]));
  }

  forget(key: Key, row: Row): void {
    this.changed.get(this.#idOf(row))?.delete(key);
  }

  #idOf(row: Row): string {
    return indexValuesId(this.#columns.map((column) => row[column] as IndexValue));
  }
}

const ABSENT: Entry = { stored: null, row: null };
