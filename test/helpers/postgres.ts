import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import knex from 'knex';

const execute = promisify(execFile);

/** A PostgreSQL server for tests. */
export interface TestPostgres {
  /** Makes an empty database. @returns its URL */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Uses the server of DATABASE_URL, or starts a throw-away one when the programs of PostgreSQL are installed.
 *
 * @returns null when there is neither; the reason is printed, loudly: these tests are half of what the store promises
 */
export async function startPostgres(): Promise<TestPostgres | null> {
  const given = process.env['DATABASE_URL'];
  if (given) return onServer(given, async () => undefined);
  const programs = await findPrograms();
  if (programs) return startThrowAway(programs);
  console.error('\n*** PostgreSQL NOT TESTED: set DATABASE_URL, or put initdb and pg_ctl on the PATH ***\n');
  return null;
}

// helpers

async function findPrograms(): Promise<string | null> {
  const folders = [
    ...(process.env['PATH'] ?? '').split(':'),
    ...['17', '16', '15', '14'].map((version) => `/usr/lib/postgresql/${version}/bin`),
  ];
  for (const folder of folders) {
    const works = await execute(join(folder, 'initdb'), ['--version']).catch(() => null);
    if (works && (await execute(join(folder, 'pg_ctl'), ['--version']).catch(() => null))) return folder;
  }
  return null;
}

async function startThrowAway(programs: string): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'jiesu-postgres-'));
  const data = join(folder, 'data');
  const owner = await serverUser();
  if (owner) await execute('chown', [owner, folder]);
  else await chmod(folder, 0o700);
  const runAs = (program: string, ...args: string[]) =>
    owner
      ? execute('runuser', ['-u', owner, '--', join(programs, program), ...args], { cwd: folder })
      : execute(join(programs, program), args, { cwd: folder });
  await runAs('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale', 'C', '--no-sync');
  // reached by a socket in our own folder: no port to collide with. Durability is not what these tests are about.
  const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off -c max_connections=60`;
  await runAs('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start');
  return onServer(`postgres://postgres@localhost/postgres?host=${folder}`, async () => {
    await runAs('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
    await rm(folder, { recursive: true });
  });
}

/** The server refuses to run as root. */
async function serverUser(): Promise<string | null> {
  if (process.getuid?.() !== 0) return null;
  for (const user of ['postgres', 'nobody']) if (await execute('id', [user]).catch(() => null)) return user;
  throw new Error('no system user to run PostgreSQL: neither postgres nor nobody');
}

function onServer(url: string, stopServer: () => Promise<void>): TestPostgres {
  const server = knex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  const made: string[] = [];
  return {
    async createDatabase() {
      const name = `jiesu_test_${randomBytes(6).toString('hex')}`;
      await server.raw(`create database ${name}`);
      made.push(name);
      const database = new URL(url);
      database.pathname = `/${name}`;
      return database.href;
    },
    async stop() {
      for (const name of made) await server.raw(`drop database if exists ${name} with (force)`);
      await server.destroy();
      await stopServer();
    },
  };
}
