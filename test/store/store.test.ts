import { join } from 'node:path';
import t from 'tap';
import { openStore } from '../../src/store/open.ts';
import { startPostgres } from '../helpers/postgres.ts';
import { exerciseStore } from './suite.ts';

t.test('SQLite', async (t) => {
  const file = join(t.testdir(), 'data', 'jiesu.sqlite');
  await exerciseStore(t, () => openStore({ databaseUrl: null, file }));
});

t.test('PostgreSQL', async (t) => {
  const postgres = await startPostgres();
  if (!postgres) {
    t.plan(0, 'no PostgreSQL at hand');
    return;
  }
  t.teardown(() => postgres.stop());
  const databaseUrl = await postgres.createDatabase();
  await exerciseStore(t, () => openStore({ databaseUrl, file: '' }));
});
