import type { Knex } from 'knex';
import type { ReferenceReader } from '../domain/references.ts';
import { calendarDay, calendarYear, limitValue, settingValue } from '../domain/reference/reference-tables.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';

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
  const rows = await knex(`${table.name} as t`).select(columnsOf(knex, table, 't'));
  return rows.map((row: Readonly<Record<string, unknown>>) => rowOf(table, row));
}
