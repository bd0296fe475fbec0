import t from 'tap';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFile } from '../../src/store/file-lock.ts';

t.test('one program has a database file, until it lets go', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'jiesu-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const file = join(folder, 'jiesu.sqlite');
  const lock = await lockFile(file);
  await t.rejects(lockFile(file), { code: 'ERR_STORE_IN_USE' });
  await lock.release();
  await (await lockFile(file)).release();
});
