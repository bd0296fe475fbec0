import { join } from 'node:path';
import type { Knex } from 'knex';
import t, { type Test } from 'tap';
import { TABLES } from '../../src/domain/tables.ts';
import type { ColumnType } from '../../src/domain/table.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openPostgres, postgresMigrationKnex } from '../../src/store/postgres.ts';
import { openSqlite, sqliteMigrationKnex } from '../../src/store/sqlite.ts';
import { snakeCase, type Database } from '../../src/store/database.ts';
import { startPostgres } from '../helpers/postgres.ts';

const SQLITE_TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'integer',
  real: 'real',
  text: 'text',
  boolean: 'integer',
  json: 'text',
};
const POSTGRES_TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'bigint',
  real: 'double precision',
  text: 'text',
  boolean: 'boolean',
  json: 'json',
};
/** Tables of the store itself, and of knex. */
const OWN_TABLES = ['key_allocation', 'knex_migrations', 'knex_migrations_lock'];

t.test('SQLite', async (t) => {
  const file = join(t.testdir(), 'jiesu.sqlite');
  await exerciseMigrations(
    t,
    () => sqliteMigrationKnex(file),
    () => openSqlite(file),
    SQLITE_TYPES,
  );
});

t.test('a database of a newer version of the program is refused', async (t) => {
  const file = join(t.testdir(), 'jiesu.sqlite');
  await migrate(sqliteMigrationKnex(file));
  const database = openSqlite(file);
  await database
    .writer('knex_migrations')
    .insert({ name: '29990101000000_from_the_future.js', batch: 2, migration_time: 0 });
  await database.close();
  await t.rejects(migrate(sqliteMigrationKnex(file)), { code: 'ERR_MIGRATION_FAILED' });
});

t.test('a lock left by a killed process does not keep the next one out', async (t) => {
  const file = join(t.testdir(), 'jiesu.sqlite');
  await migrate(sqliteMigrationKnex(file));
  const database = openSqlite(file);
  await database.writer('knex_migrations_lock').update({ is_locked: 1 });
  await database.close();
  await t.resolves(migrate(sqliteMigrationKnex(file)));
});

t.test('PostgreSQL', async (t) => {
  const postgres = await startPostgres();
  if (!postgres) {
    t.plan(0, 'no PostgreSQL at hand');
    return;
  }
  t.teardown(() => postgres.stop());
  const url = await postgres.createDatabase();
  // nodes that start at once take turns
  await Promise.all([migrate(postgresMigrationKnex(url)), migrate(postgresMigrationKnex(url))]);
  await exerciseMigrations(
    t,
    () => postgresMigrationKnex(url),
    () => openPostgres(url),
    POSTGRES_TYPES,
  );
});

// helpers

async function exerciseMigrations(
  test: Test,
  connect: () => Knex,
  open: () => Database,
  types: Readonly<Record<ColumnType, string>>,
) {
  await migrate(connect());
  const database = open();
  test.teardown(() => database.close());

  const described = [...TABLES.map(({ name }) => name), ...OWN_TABLES].sort();
  test.strictSame(await tableNames(database), described, 'exactly the described tables');
  for (const table of TABLES) {
    const found = await database.writer(table.name).columnInfo();
    const described = Object.entries(table.columns).map(([name, { type, nullable }]) => [
      snakeCase(name),
      types[type],
      nullable,
    ]);
    // SQLite calls a primary key nullable, and stores whole numbers alike under several names
    const stored = Object.entries(found).map(([name, { type, nullable }]) => [
      name,
      types === SQLITE_TYPES && ['bigint', 'boolean'].includes(type) ? 'integer' : type,
      nullable && name !== snakeCase(table.key),
    ]);
    test.strictSame(stored.sort(), described.sort(), `columns of ${table.name}`);
  }

  if (!database.dialect.isPostgres) {
    for (const { name, key, columns } of TABLES.filter((table) => table.columns[table.key]?.type === 'integer')) {
      const indexes = (await database.writer.raw(`pragma index_list("${name}")`)) as { origin: string }[];
      test.notOk(
        indexes.some(({ origin }) => origin === 'pk'),
        `the key of ${name} is the row id, without an index of its own (${key}: ${columns[key]?.type})`,
      );
    }
  }

  const before = await schema(database);
  await migrate(connect());
  test.strictSame(await schema(database), before, 'a second run changes nothing');
}

async function tableNames(database: Database): Promise<string[]> {
  const sql = database.dialect.isPostgres
    ? "select tablename as name from pg_tables where schemaname = 'public'"
    : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
  const found = await database.writer.raw(sql);
  const rows = (database.dialect.isPostgres ? found.rows : found) as { name: string }[];
  return rows.map(({ name }) => name).sort();
}

async function schema(database: Database): Promise<unknown> {
  const sql = database.dialect.isPostgres
    ? "select indexdef as sql from pg_indexes where schemaname = 'public' order by 1"
    : 'select sql from sqlite_master order by name';
  const found = await database.writer.raw(sql);
  return database.dialect.isPostgres ? found.rows : found;
}
