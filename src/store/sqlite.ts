import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';
import type { Database as Connection } from 'sqlite3';
import type { Column } from '../domain/table.ts';
import {
  quoted,
  sqlColumn,
  type BatchStatement,
  type Database,
  type Dialect,
  type Read,
  type Statements,
} from './database.ts';

/** Milliseconds to wait for a lock, e.g. of a backup. */
const BUSY_TIMEOUT_MS = 10_000;

const PRAGMAS = [
  `pragma busy_timeout = ${BUSY_TIMEOUT_MS}`,
  // readers and the writer do not block each other
  'pragma journal_mode = wal',
  // an answered command survives a power cut: the log is flushed at every commit
  'pragma synchronous = full',
  'pragma foreign_keys = on',
  // 64 MiB; the default of 2 MiB spills within one batch
  'pragma cache_size = -65536',
  'pragma temp_store = memory',
  // fewer, larger checkpoints than every 4 MiB of log
  'pragma wal_autocheckpoint = 4000',
];

/** A script stops at an expectation that is not met: it can do nothing else with a number. */
const EXPECTATIONS = 'create temp table as_expected (is_met integer not null check (is_met))';

const READER_PRAGMAS = [
  `pragma busy_timeout = ${BUSY_TIMEOUT_MS}`,
  'pragma query_only = on',
  'pragma cache_size = -16384',
];

/**
 * Opens an SQLite file; its folder is made when missing.
 *
 * One connection writes; a few more only read.
 */
export function openSqlite(file: string): Database {
  mkdirSync(dirname(file), { recursive: true });
  const writer = sqliteKnex(file, [...PRAGMAS, EXPECTATIONS], { min: 1, max: 1 });
  const reader = sqliteKnex(file, READER_PRAGMAS, { min: 0, max: 3 });
  let dataVersion: number | null = null;

  async function connected<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = (await writer.client.acquireConnection()) as Connection;
    try {
      return await work(connection);
    } finally {
      await writer.client.releaseConnection(connection);
    }
  }

  const read: Read = (sql, parameter) => connected((connection) => all(connection, sql, parameter));

  return {
    dialect: sqliteDialect,
    writer,
    reader,
    transaction: (work) => connected((connection) => transaction(connection, work)),
    batch: (statements, stepByStep) =>
      connected(async (connection) => {
        // the first save finds the version out, step by step
        const isDone = dataVersion !== null && (await succeeds(connection, batchScript(statements, dataVersion)));
        if (!isDone) await transaction(connection, stepByStep);
      }),
    read,
    // nobody else writes between two reads; if somebody does, changedByOthers tells before anything is saved
    snapshot: async () => ({ read, end: async () => undefined }),
    async changedByOthers(statements) {
      const [found] = await statements.rows<{ data_version: number }>('pragma data_version');
      const before = dataVersion;
      dataVersion = found?.data_version ?? null;
      return before !== null && before !== dataVersion;
    },
    async close() {
      // readers first: the last to leave folds the log into the file
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** A knex for migrations: no foreign keys, because SQLite rebuilds tables to change them and would cascade the deletion of the old one. */
export function sqliteMigrationKnex(file: string): Knex {
  mkdirSync(dirname(file), { recursive: true });
  return sqliteKnex(file, [...PRAGMAS, 'pragma foreign_keys = off'], { min: 1, max: 1 });
}

const sqliteDialect: Dialect = {
  isPostgres: false,
  // jsonb_each hands each row on parsed, json_each as text that every column would parse again
  source: (columns) => `(select ${Object.entries(columns).map(valueOf).join(', ')} from jsonb_each(?)) as v`,
  joined(table, from, condition) {
    const fields = Object.entries(table.columns).map(
      ([name, column]) => `'${name}', ${asJson(column, `t.${sqlColumn(name)}`)}`,
    );
    // cross: reads the parameter first and looks each row up
    return `select json_group_array(json_object(${fields.join(', ')})) as rows from ${from} cross join ${quoted(table.name)} as t on ${condition}`;
  },
};

// helpers

/** Fails, with nothing written, when somebody else has written meanwhile or a statement changes other than the expected number of rows. */
function batchScript(statements: readonly BatchStatement[], dataVersion: number): string {
  const steps = statements.map(({ sql, parameter, expected }) => {
    const literal = `'${parameter.replaceAll("'", "''")}'`;
    return `${sql.split('?').join(literal)};\ninsert into temp.as_expected values (changes() = ${expected});`;
  });
  return [
    'begin immediate;',
    `insert into temp.as_expected select data_version = ${dataVersion} from pragma_data_version;`,
    ...steps,
    'delete from temp.as_expected;',
    'commit;',
  ].join('\n');
}

function valueOf([name, { type }]: [string, Column<unknown>]): string {
  return type === 'json'
    ? `nullif(value -> '${name}', 'null') as ${quoted(name)}`
    : `value ->> '${name}' as ${quoted(name)}`;
}

function asJson({ type }: Column<unknown>, column: string): string {
  switch (type) {
    case 'json':
      return `json(${column})`;
    case 'boolean':
      return `json(case ${column} when 1 then 'true' when 0 then 'false' end)`;
    case 'real':
      // SQLite's own JSON keeps 15 digits only
      return `json(iif(${column} is null, null, format('%!.17g', ${column})))`;
    default:
      return column;
  }
}

function sqliteKnex(
  file: string,
  setUp: readonly string[],
  pool: { readonly min: number; readonly max: number },
): Knex {
  return knex({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    pool: {
      ...pool,
      afterCreate(connection: Connection, done: (error: Error | null, connection: Connection) => void) {
        connection.exec(setUp.map((statement) => `${statement};`).join('\n'), (error) => done(error, connection));
      },
    },
  });
}

function statementsOn(connection: Connection): Statements {
  return {
    run: (sql, parameter) => run(connection, sql, parameter),
    rows: (sql, ...parameters) => all(connection, sql, ...parameters),
  };
}

function run(connection: Connection, sql: string, ...parameters: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    connection.run(sql, parameters, function (error) {
      if (error) reject(error);
      else resolve(this.changes);
    });
  });
}

async function transaction<T>(connection: Connection, work: (statements: Statements) => Promise<T>): Promise<T> {
  await run(connection, 'begin immediate');
  try {
    const result = await work(statementsOn(connection));
    await run(connection, 'commit');
    return result;
  } catch (error) {
    await rollback(connection);
    throw error;
  }
}

/** Runs a script with a transaction in it. @returns false when it failed and nothing was written */
async function succeeds(connection: Connection, script: string): Promise<boolean> {
  try {
    await exec(connection, script);
    return true;
  } catch {
    await rollback(connection);
    return false;
  }
}

async function rollback(connection: Connection): Promise<void> {
  // some errors, a full disk among them, have rolled back already
  await run(connection, 'rollback').catch(() => undefined);
}

/** Runs several statements in one call. */
function exec(connection: Connection, script: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.exec(script, (error) => (error ? reject(error) : resolve()));
  });
}

function all<T extends object>(connection: Connection, sql: string, ...parameters: string[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    connection.all<T>(sql, parameters, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}
