import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../src/store/open.ts';

/** A fresh, migrated SQLite database in a folder of its own. */
export interface TestStore extends Store {
  readonly file: string;
  /** Closes it and opens the same file again, as a restart does. */
  reopen(): Promise<Store>;
}

/** Opens one; closed and removed by `teardown` of the test. */
export async function openTestStore(t: { teardown(undo: () => Promise<void>): void }): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'jiesu-'));
  const file = join(folder, 'jiesu.sqlite');
  const options = { databaseUrl: null, file };
  let open = await openStore(options);
  t.teardown(async () => {
    await open.close();
    await rm(folder, { recursive: true });
  });
  return {
    ...open,
    file,
    async reopen() {
      await open.close();
      open = await openStore(options);
      return open;
    },
  };
}
