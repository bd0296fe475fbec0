/**
 * How a table is described once for both databases: the row's TypeScript type, the bulk statements of the store and a test of
 * the migrations all follow from it. Names are camelCase here and snake_case in SQL.
 *
 * integer: safe integers; instants are integers, milliseconds since the epoch (UTC). boolean: 0/1 in SQLite. json: any JSON value as text.
 */
export type ColumnType = 'integer' | 'real' | 'text' | 'boolean' | 'json';

export interface Column<T> {
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Only for inference, never present. */
  readonly _row?: T;
}

export const integer: Column<number> = { type: 'integer', nullable: false };
export const real: Column<number> = { type: 'real', nullable: false };
export const text: Column<string> = { type: 'text', nullable: false };
export const boolean: Column<boolean> = { type: 'boolean', nullable: false };
/** A text column that holds one of the words of `T`. */
export function oneOf<T extends string>(): Column<T> {
  return { type: 'text', nullable: false };
}
/** A column that holds a JSON value of type `T`. */
export function json<T>(): Column<T> {
  return { type: 'json', nullable: false };
}
/** The column `column`, which may also be null. */
export function nullable<T>(column: Column<T>): Column<T | null> {
  return { type: column.type, nullable: true };
}

/**
 * One table. `key` is its single primary-key column. `versioned` tables have a `revision` column: 1 when inserted, one more at each update;
 * a save whose revision is not the stored one plus one has lost a race. `indexes` name the column lists by which rows may be listed.
 */
export interface TableSpec {
  readonly name: string;
  readonly key: string;
  readonly versioned: boolean;
  /** Small and seldom changed: a node that is the sole writer keeps what it has listed of it until the table changes. @defaultValue false */
  readonly stable?: boolean;
  readonly columns: Readonly<Record<string, Column<unknown>>>;
  readonly indexes: Readonly<Record<string, readonly string[]>>;
}

/** The row type of a table. */
export type RowOf<S extends TableSpec> = {
  readonly [C in keyof S['columns']]: S['columns'][C] extends Column<infer T> ? T : never;
};

/** Checks a table description at compile time and returns it as it is. */
export function defineTable<const S extends TableSpec>(spec: S): S {
  return spec;
}
