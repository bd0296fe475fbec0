import type { LoadRequest } from './working-set.ts';
import type { TableSpec } from './table.ts';

/** A row of any table; json columns are parsed values. */
export type Row = Readonly<Record<string, unknown>>;

/** The database, as the commit loop needs it. */
export interface Storage {
  /** True when nobody else writes the same rows (SQLite): they may be kept in memory between saves. */
  readonly soleWriter: boolean;
  /**
   * Reads in bulk: one statement for each table or index, however many requests.
   *
   * @returns the rows of each request, in the order of requests; a key without a row gives an empty list
   */
  load(requests: readonly LoadRequest[]): Promise<readonly (readonly Row[])[]>;
  /** Opens a reading of the database as it is at one instant; end it soon. */
  snapshot(): Promise<Snapshot>;
  /**
   * Writes everything in one transaction, on disk when it returns.
   *
   * @throws {@link RevisionConflict} when somebody else was quicker; nothing is written
   * @throws {@link DomainError} ERR_ROW_NOT_STORABLE when a value does not fit; nothing is written
   * @throws {@link DomainError} ERR_STORE_UNAVAILABLE when the database does not answer; it is then not known whether it was written
   */
  save(changes: readonly TableChanges[]): Promise<void>;
  /** Reserves `count` keys that nobody else gets, ever: the returned one and those that follow it. */
  allocateKeys(count: number): Promise<number>;
  /** Where a chain of audit entries ends. */
  auditHead(chain: string): Promise<AuditHead>;
}

/** Loads as {@link Storage.load} does, everything as of one instant, however often it is asked. */
export interface Snapshot {
  load(requests: readonly LoadRequest[]): Promise<readonly (readonly Row[])[]>;
  end(): Promise<void>;
}

/** What happens to one table. Each list holds whole rows. */
export interface TableChanges {
  readonly table: TableSpec;
  /** Must not exist yet. */
  readonly inserts: readonly Row[];
  /** Must exist; in a versioned table with the revision before. */
  readonly updates: readonly Row[];
  /** The columns that differ from what is stored in any of `updates`; only these are written. */
  readonly changedColumns: readonly string[];
  /** As stored; must exist, in a versioned table with this revision. */
  readonly removes: readonly Row[];
}

/** The last entry of a chain; sequence 0 and an empty hash when there is none. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** A lost race: rows were changed, made or removed by somebody else since they were read. Read them again and decide again. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
  readonly table: string;
  /** Keys among which the lost ones are; empty when the database names none (two rows that must differ are equal). */
  readonly keys: readonly (number | string)[];

  constructor(table: string, keys: readonly (number | string)[], options?: ErrorOptions) {
    super(`rows of ${table} were changed by somebody else: ${keys.slice(0, 10).join(', ')}`, options);
    this.table = table;
    this.keys = keys;
  }
}
