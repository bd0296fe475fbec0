import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import sqlite3 from 'sqlite3';
import { storeError } from '../domain/store-errors.ts';

/** A lock that the operating system lets go when the program ends, however it ends. */
export interface FileLock {
  release(): Promise<void>;
}

/**
 * Keeps other programs away from a database file whose rows are kept in memory: a second host on it would decide on what is old.
 *
 * @param file - the database; the lock is a small SQLite file beside it
 * @throws {@link DomainError} ERR_STORE_IN_USE when another program has it
 */
export async function lockFile(file: string): Promise<FileLock> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new sqlite3.Database(`${file}.lock`);
  const exec = (sql: string): Promise<void> =>
    new Promise((resolve, reject) => database.exec(sql, (error) => (error ? reject(error) : resolve())));
  const close = (): Promise<void> =>
    new Promise((resolve, reject) => database.close((error) => (error ? reject(error) : resolve())));
  try {
    await exec('begin exclusive');
  } catch (error) {
    await close();
    throw storeError('ERR_STORE_IN_USE', { file }, { cause: error });
  }
  return { release: close };
}
