import type { Knex } from 'knex';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { sqlColumn } from './database.ts';

/** What reads of screens have in common: from SQL rows to rows as described by their table. */

type Names<S extends TableSpec> = keyof S['columns'] & string;

/** Columns for a select: `t."process_id" as "processId"`. @param names - all when absent */
export function columnsOf<S extends TableSpec>(
  knex: Knex,
  table: S,
  alias: string,
  names: readonly Names<S>[] = namesOf(table),
): Knex.Raw[] {
  // PostgreSQL's driver would parse JSON itself, and a JSON text would then look like one that is still to be parsed
  const cast = (name: string) => (isPostgres(knex) && table.columns[name]?.type === 'json' ? '::text' : '');
  return names.map((name) => knex.raw(`${alias}.${sqlColumn(name)}${cast(name)} as "${name}"`));
}

/** All column names of a table but some. */
export function namesOf<S extends TableSpec, const O extends Names<S> = never>(
  table: S,
  ...without: readonly O[]
): Exclude<Names<S>, O>[] {
  return Object.keys(table.columns).filter((name) => !without.includes(name as O)) as Exclude<Names<S>, O>[];
}

/** A row as it was read by {@link columnsOf}, with JSON parsed and booleans true or false. Columns that were not selected stay away, others stay as they are. */
export function rowOf<S extends TableSpec, R = RowOf<S>>(table: S, read: Readonly<Record<string, unknown>>): R {
  const row: Record<string, unknown> = { ...read };
  for (const [name, { type }] of Object.entries(table.columns)) {
    const value = row[name];
    if (type === 'json' && typeof value === 'string') row[name] = JSON.parse(value);
    else if (type === 'boolean' && typeof value === 'number') row[name] = value === 1;
  }
  return row as R;
}

// helpers

function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
