import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { openHost, type Host, type HostParts } from '../../src/app.ts';
import { scratch } from '../../src/cli/simulate/scratch.ts';
import { deployResources, type DeployedResources } from '../../src/commands/process/deploy-resources.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { ResourceFile } from '../../src/domain/process/engine-port.ts';
import { findClear, SEALED } from './personal-scan.ts';
import { recordReachOf } from './reach.ts';
import { SharedWorker } from './worker.ts';

/** A clock that tests move. Begins on Monday 2026-01-05, 09:00 in Shanghai. */
export class TestClock {
  #now = Date.parse('2026-01-05T09:00:00+08:00');
  now = (): number => this.#now;
  /** Never goes back. */
  moveTo(instant: number): void {
    this.#now = Math.max(this.#now, instant);
  }
  move(ms: number): void {
    this.#now += ms;
  }
}

export interface TestHost extends Host {
  readonly clock: TestClock;
  readonly dataDir: string;
  /** Places where personal data stood in clear; the test fails for them when all is closed. */
  readonly found: string[];
  /** Closes the program and opens it again on the same database. Only the engine's worker thread, which keeps nothing of a case, goes on. */
  restart(): Promise<void>;
}

type Teardown = { teardown(undo: () => Promise<void>): void };

/** The real host on a fresh SQLite file, or an empty PostgreSQL database, closed and removed by `teardown` of the test. */
export async function openTestHost(
  t: Teardown,
  { databaseUrl = null, ...parts }: Pick<HostParts, 'handlers'> & { readonly databaseUrl?: string | null } = {},
): Promise<TestHost> {
  const dataDir = await mkdtemp(join(scratch(), 'jiesu-'));
  const clock = new TestClock();
  const worker = new SharedWorker();
  const lines: string[] = [];
  const found: string[] = [];
  const open = (): Promise<Host> =>
    openHost({
      config: { databaseUrl, dataDir, nodeId: 'node-1' },
      clock,
      log: pino({ level: 'warn' }, { write: (line: string) => void (lines.push(line), process.stdout.write(line)) }),
      worker,
      ...parts,
    });
  let host = await open();
  t.teardown(async () => {
    await recordReachOf(host.store);
    found.push(...(await findClear(host.store.reader, databaseUrl === null ? dataDir : null, SEALED)));
    await host.close();
    await worker.close();
    await rm(dataDir, { recursive: true });
    found.push(...SEALED.in(lines.join('')).map((mark) => `log: ${mark}`));
    if (found.length > 0) throw new Error(`personal data in clear: ${found.join(' · ')}`);
  });
  return {
    clock,
    dataDir,
    found,
    get store() {
      return host.store;
    },
    get engine() {
      return host.engine;
    },
    get references() {
      return host.references;
    },
    get metrics() {
      return host.metrics;
    },
    get loop() {
      return host.loop;
    },
    close: () => host.close(),
    async restart() {
      await host.close();
      host = await open();
    },
  };
}

/** Somebody of a tenant who may do everything. */
export function testActor(tenantId: string): Actor {
  return { kind: 'client', id: 'test', tenantId, unitKey: null, roles: [], scopes: ['*'] };
}

/** Puts files through the deploy gate and live. */
export async function deploy(
  { engine, loop }: Host,
  actor: Actor,
  files: readonly ResourceFile[],
): Promise<DeployedResources> {
  const compiled = await engine.compile(files);
  const checksums = Object.fromEntries(
    files.map(({ name, content }) => [name, createHash('sha256').update(content).digest('base64url')]),
  );
  return loop.submit(deployResources, { name: 'test', files, checksums, compiled }, { actor });
}
