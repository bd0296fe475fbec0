import type { TableSpec } from '../domain/table.ts';
import { quoted, sqlColumn, type Dialect } from './database.ts';

/** The bulk statements of one table. */
export interface BulkStatements {
  readonly insert: string;
  /** @param columns - those to write; at least one */
  update(columns: readonly string[]): string;
  readonly remove: string;
  readonly loadByKey: string;
  /** @param nulls - positions of the index's columns that must be null: no join on equality finds those */
  loadByIndex(index: string, nulls: readonly boolean[]): string;
}

/** Builds each table's statements once. */
export function createBulkSql(dialect: Dialect): (table: TableSpec) => BulkStatements {
  const known = new Map<string, BulkStatements>();
  return (table) => {
    let statements = known.get(table.name);
    if (!statements) known.set(table.name, (statements = build(dialect, table)));
    return statements;
  };
}

function build(dialect: Dialect, table: TableSpec): BulkStatements {
  const name = quoted(table.name);
  const columns = Object.keys(table.columns);
  const identity = identityOf(table);
  return {
    insert: `insert into ${name} (${columns.map(sqlColumn).join(', ')}) select ${valuesOf(columns)} from ${dialect.source(table.columns)}`,
    remove:
      `delete from ${name} where (${identity.map(sqlColumn).join(', ')}) in ` +
      `(select ${valuesOf(identity)} from ${dialect.source(pick(table, identity))})`,
    loadByKey: dialect.joined(table, dialect.source(pick(table, [table.key])), equal('t', table.key)),
    update: builtOnce(
      (written: readonly string[]) => written.join(),
      (written) => {
        const assignments = written.map((column) => `${sqlColumn(column)} = v.${quoted(column)}`);
        // whoever changed the row meanwhile has raised its revision: nothing matches, and the count tells
        const race = table.versioned ? ` and ${name}."revision" = v."revision" - 1` : '';
        const source = dialect.source(pick(table, [...identity, ...written]));
        return `update ${name} set ${assignments.join(', ')} from ${source} where ${equal(name, table.key)}${race}`;
      },
    ),
    loadByIndex: builtOnce(
      (index: string, nulls: readonly boolean[]) => `${index} ${nulls.join()}`,
      (index, nulls) => loadByIndex(dialect, table, index, nulls),
    ),
  };
}

/** The columns by which a row is known to be the one that was read. */
export function identityOf(table: TableSpec): readonly string[] {
  return table.versioned ? [table.key, 'revision'] : [table.key];
}

function loadByIndex(dialect: Dialect, table: TableSpec, index: string, nulls: readonly boolean[]): string {
  const columns = table.indexes[index] ?? [];
  const condition = columns.map((column, position) =>
    nulls[position] ? `t.${sqlColumn(column)} is null` : equal('t', column),
  );
  return dialect.joined(table, dialect.source(pick(table, columns)), condition.join(' and '));
}

function valuesOf(columns: readonly string[]): string {
  return columns.map((column) => `v.${quoted(column)}`).join(', ');
}

function equal(table: string, column: string): string {
  return `${table}.${sqlColumn(column)} = v.${quoted(column)}`;
}

function pick(table: TableSpec, columns: readonly string[]): TableSpec['columns'] {
  return Object.fromEntries(Object.entries(table.columns).filter(([name]) => columns.includes(name)));
}

function builtOnce<A extends readonly unknown[]>(
  idOf: (...from: A) => string,
  make: (...from: A) => string,
): (...from: A) => string {
  const built = new Map<string, string>();
  return (...from) => {
    const id = idOf(...from);
    let sql = built.get(id);
    if (!sql) built.set(id, (sql = make(...from)));
    return sql;
  };
}
