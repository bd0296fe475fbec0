import knex, { type Knex } from 'knex';
import type { Column, ColumnType } from '../domain/table.ts';
import { quoted, sqlColumn, type Database, type Dialect } from './database.ts';

/** What is used of a connection of the driver, which brings no types. */
interface Connection {
  query(
    sql: string,
    parameters?: readonly string[],
  ): Promise<{ readonly rows: object[]; readonly rowCount: number | null }>;
  setTypeParser(oid: number, parse: (text: string) => unknown): void;
}

/**
 * Writing connections look rows up by key, a few out of many: always by index. Without statistics, as on a young database, the planner
 * would rather read whole tables.
 */
const LOOK_UP = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

/** Opens a PostgreSQL database, version 14 or newer. Several nodes may share it. */
export function openPostgres(url: string): Database {
  const writer = postgresKnex(url, { min: 0, max: 8 }, LOOK_UP);
  const reader = postgresKnex(url, { min: 0, max: 8 }, '-c default_transaction_read_only=on');

  async function connected<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = (await writer.client.acquireConnection()) as Connection;
    try {
      return await work(connection);
    } finally {
      await writer.client.releaseConnection(connection);
    }
  }

  return {
    dialect: postgresDialect,
    writer,
    reader,
    transaction: (work) =>
      connected(async (connection) => {
        await connection.query('begin');
        try {
          const result = await work({
            run: async (sql, parameter) => (await connection.query(sql, [parameter])).rowCount ?? 0,
            rows: async <T extends object>(sql: string, ...parameters: string[]) =>
              (await connection.query(sql, parameters)).rows as T[],
          });
          await connection.query('commit');
          return result;
        } catch (error) {
          // on a broken connection nothing can be rolled back: the server does
          await connection.query('rollback').catch(() => undefined);
          throw error;
        }
      }),
    read: <T extends object>(sql: string, parameter: string) =>
      connected(async (connection) => (await connection.query(sql, [parameter])).rows as T[]),
    async snapshot() {
      const connection = (await writer.client.acquireConnection()) as Connection;
      const release = (): Promise<void> => writer.client.releaseConnection(connection);
      try {
        await connection.query('begin isolation level repeatable read read only');
      } catch (error) {
        await release();
        throw error;
      }
      return {
        read: async <T extends object>(sql: string, parameter: string) =>
          (await connection.query(sql, [parameter])).rows as T[],
        async end() {
          // nothing was written: a connection that broke meanwhile takes nothing along
          await connection.query('commit').catch(() => undefined);
          await release();
        },
      };
    },
    changedByOthers: async () => false,
    async close() {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** A knex for migrations. */
export function postgresMigrationKnex(url: string): Knex {
  return postgresKnex(url, { min: 0, max: 2 });
}

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'bigint',
  real: 'double precision',
  text: 'text',
  boolean: 'boolean',
  json: 'json',
};

const postgresDialect: Dialect = {
  isPostgres: true,
  source(columns) {
    const typed = Object.entries(columns).map(
      ([name, column]: [string, Column<unknown>]) => `${quoted(name)} ${SQL_TYPES[column.type]}`,
    );
    return `json_to_recordset($1::json) as v(${typed.join(', ')})`;
  },
  joined(table, from, condition) {
    const fields = Object.keys(table.columns).map((name) => `t.${sqlColumn(name)} as ${quoted(name)}`);
    const matching = `select ${fields.join(', ')} from ${from} join ${quoted(table.name)} as t on ${condition}`;
    return `select coalesce(json_agg(r), '[]')::text as rows from (${matching}) as r`;
  },
};

// helpers

const BIGINT = 20;

function postgresKnex(url: string, pool: { readonly min: number; readonly max: number }, options = ''): Knex {
  return knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'jiesu',
      // the bulk statements are short: compiling them costs more than running them
      options: `-c jit=off ${options}`.trim(),
    },
    pool: {
      ...pool,
      afterCreate(connection: Connection, done: (error: Error | null, connection: Connection) => void) {
        // keys and instants are safe integers; the driver would hand out 64-bit integers as text
        connection.setTypeParser(BIGINT, Number);
        done(null, connection);
      },
    },
  });
}
