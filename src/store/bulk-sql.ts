import type { TableSpec } from '../domain/table.ts';
import { quoted, sqlColumn, type Dialect } from './database.ts';

/** The bulk statements of one table. */
export interface BulkStatements {
  readonly insert: string;
  readonly update: string;
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
  const identity = table.versioned ? [table.key, 'revision'] : [table.key];
  const byIndex = new Map<string, string>();
  // whoever changed the row meanwhile has raised its revision: nothing matches, and the count tells
  const isStored = [equal(name, table.key), ...(table.versioned ? [`${name}."revision" = v."revision" - 1`] : [])].join(
    ' and ',
  );
  const assignments = columns
    .filter((column) => column !== table.key)
    .map((column) => `${sqlColumn(column)} = v.${quoted(column)}`);
  const all = dialect.source(table.columns);

  return {
    insert: `insert into ${name} (${columns.map(sqlColumn).join(', ')}) select ${columns.map((column) => `v.${quoted(column)}`).join(', ')} from ${all}`,
    update: `update ${name} set ${assignments.join(', ')} from ${all} where ${isStored}`,
    remove:
      `delete from ${name} where (${identity.map(sqlColumn).join(', ')}) in ` +
      `(select ${identity.map((column) => `v.${quoted(column)}`).join(', ')} from ${dialect.source(pick(table, identity))})`,
    loadByKey: dialect.joined(table, dialect.source(pick(table, [table.key])), equal('t', table.key)),
    loadByIndex(index, nulls) {
      const id = `${index} ${nulls.join()}`;
      let sql = byIndex.get(id);
      if (!sql) byIndex.set(id, (sql = loadByIndex(dialect, table, index, nulls)));
      return sql;
    },
  };
}

function loadByIndex(dialect: Dialect, table: TableSpec, index: string, nulls: readonly boolean[]): string {
  const columns = table.indexes[index] ?? [];
  const condition = columns.map((column, position) =>
    nulls[position] ? `t.${sqlColumn(column)} is null` : equal('t', column),
  );
  return dialect.joined(table, dialect.source(pick(table, columns)), condition.join(' and '));
}

function equal(table: string, column: string): string {
  return `${table}.${sqlColumn(column)} = v.${quoted(column)}`;
}

function pick(table: TableSpec, columns: readonly string[]): TableSpec['columns'] {
  return Object.fromEntries(Object.entries(table.columns).filter(([name]) => columns.includes(name)));
}
