import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { storeError } from '../domain/store-errors.ts';

const DIRECTORY = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Any number; all nodes use the same. */
const ADVISORY_LOCK = 5_910_012_345;

/**
 * Brings the schema up to date on a connection of its own, and closes it. Does nothing when it is up to date. Nodes that start at once take turns.
 *
 * @param connection - without foreign keys in SQLite: changing a table there means building it anew
 * @throws {@link DomainError} ERR_MIGRATION_FAILED; the step that failed has left nothing, those before it stay
 */
export async function migrate(connection: Knex): Promise<void> {
  try {
    if (connection.client.config.client === 'pg') await oneNodeAtATime(connection, () => latest(connection));
    else await latest(connection);
  } catch (error) {
    throw storeError('ERR_MIGRATION_FAILED', { reason: (error as Error).message }, { cause: error });
  } finally {
    await connection.destroy();
  }
}

async function latest(connection: Knex): Promise<void> {
  const options = { directory: DIRECTORY, loadExtensions: ['.js'] };
  // a lock of knex outlives a killed process; nobody else migrates here now
  await connection.migrate.forceFreeMigrationsLock(options);
  await connection.migrate.latest(options);
  if (connection.client.config.client === 'pg') return;
  const orphans = (await connection.raw('pragma foreign_key_check')) as {
    readonly table: string;
    readonly parent: string;
  }[];
  const [orphan] = orphans;
  if (orphan) throw new Error(`${orphans.length} rows point nowhere, the first in ${orphan.table} to ${orphan.parent}`);
}

async function oneNodeAtATime(connection: Knex, work: () => Promise<void>): Promise<void> {
  // held by a session: let go when the process dies
  const session: unknown = await connection.client.acquireConnection();
  try {
    await connection.raw('select pg_advisory_lock(?)', [ADVISORY_LOCK]).connection(session);
    await work();
    await connection.raw('select pg_advisory_unlock(?)', [ADVISORY_LOCK]).connection(session);
  } finally {
    await connection.client.releaseConnection(session);
  }
}
