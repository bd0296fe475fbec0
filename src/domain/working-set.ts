import type { TableSpec, RowOf } from './table.ts';

/**
 * The rows a decision works on. What has not been loaded reads as if it were not there; the decision is then taken for nothing: the commit loop
 * throws it away with all that it did, loads everything that it asked for, and decides again. So a decision stays a plain synchronous function.
 * Changes stay in the command's own layer until it succeeds.
 */
export interface WorkingSet extends ReadSet {
  /** Inserts or replaces a row. Revisions are kept by the working set: pass the row as read, changed. */
  put<S extends TableSpec>(table: S, row: RowOf<S>): void;
  remove<S extends TableSpec>(table: S, key: number | string): void;
}

/** The reading half, which handlers get. */
export interface ReadSet {
  /** The row, or undefined when there is none. */
  find<S extends TableSpec>(table: S, key: number | string): RowOf<S> | undefined;
  /**
   * The rows whose index columns have these values, ordered by primary key.
   *
   * @param index - name of one of `table.indexes`
   * @param values - one value per column of that index
   */
  list<S extends TableSpec>(
    table: S,
    index: keyof S['indexes'] & string,
    values: readonly (number | string | null)[],
  ): readonly RowOf<S>[];
}

/** One thing to load: a row by key, or the rows of an index. */
export type LoadRequest =
  | { readonly table: TableSpec; readonly key: number | string }
  | { readonly table: TableSpec; readonly index: string; readonly values: readonly (number | string | null)[] };

/** A definition that is stored but not in memory; load it and decide again. */
export class DefinitionNotLoaded extends Error {
  override readonly name = 'DefinitionNotLoaded';
  readonly kind: 'process' | 'decision';
  readonly key: number;

  constructor(kind: 'process' | 'decision', key: number) {
    super(`${kind} definition ${key} not loaded`);
    this.kind = kind;
    this.key = key;
  }
}
