import type { Knex } from 'knex';
import type { ReferenceReader } from '../domain/references.ts';
import { calendarDay, calendarYear, limitValue, settingValue } from '../domain/reference-tables.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { snakeCase } from './database.ts';

/** Reads all stored calendars, limits and settings: a few hundred rows at most. */
export function createReferenceReader(knex: Knex): ReferenceReader {
  return {
    async read() {
      const [years, days, limits, settings] = await Promise.all([
        allOf(knex, calendarYear),
        allOf(knex, calendarDay),
        allOf(knex, limitValue),
        allOf(knex, settingValue),
      ]);
      return { years, days, limits, settings };
    },
  };
}

// helpers

async function allOf<S extends TableSpec>(knex: Knex, table: S): Promise<readonly RowOf<S>[]> {
  const stored = (await knex(table.name).select()) as Record<string, unknown>[];
  const columns = Object.entries(table.columns).map(([name, { type }]) => [name, snakeCase(name), type] as const);
  return stored.map(
    (row) =>
      Object.fromEntries(
        columns.map(([name, column, type]) => {
          const value = row[column];
          // SQLite keeps JSON as text; PostgreSQL has parsed it
          return [
            name,
            type === 'json' && typeof value === 'string' && knex.client.config.client !== 'pg'
              ? JSON.parse(value)
              : value,
          ];
        }),
      ) as RowOf<S>,
  );
}
