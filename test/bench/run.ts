import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { openHost } from '../../src/app.ts';
import type { Host } from '../../src/app.ts';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { Committed } from '../../src/domain/committed.ts';
import { openStore } from '../../src/store/open.ts';
import { createVault } from '../../src/store/vault.ts';
import { appealCase, seedBench } from './appeal-case.ts';
import { deployFiles, storedBytes } from './bench-host.ts';
import { printed, worstFactor } from './figures.ts';
import type { Figures, Report } from './figures.ts';
import { Recording } from './floor.ts';
import { openDoor } from './http-load.ts';
import type { HttpDoor } from './http-load.ts';
import { Meter, closedLoad, openLoad } from './load.ts';
import type { Case } from './load.ts';
import { beginMany, completeMany, oneTaskCase } from './one-task.ts';
import { plainEngineRate } from './plain-engine.ts';
import { pathOf, plainDefinitions } from './plain-path.ts';
import { WorkFeed } from './work-feed.ts';

/*
 * `npm run bench`: how fast and how small, beside the plain engine and the bare database, empty and with 100,000 instances.
 * The last line is one JSON object. `-- --smoke` takes a few seconds and only proves that it runs.
 */

const SMOKE = process.argv.includes('--smoke');
const SECONDS = SMOKE ? 0.5 : 5;
const STORED = SMOKE ? 400 : 100_000;
const SAMPLE = SMOKE ? 100 : 5_000;
/** Cases that go on at once. */
const WIDTH = 256;

const PROCESSES = fileURLToPath(new URL('../../processes', import.meta.url));
const ONE_TASK = fileURLToPath(new URL('one-task.bpmn', import.meta.url));
const ACTOR: Actor = { kind: 'client', id: 'benchmark', tenantId: 'benchmark', unitKey: null, roles: [], scopes: ['*'] };

const ONE_TASK_PATH = [
  [{ instance: 'a', processId: 'one_task', at: null }],
  [{ instance: 'a', processId: 'one_task', at: 'task' }],
];

interface Bench {
  readonly host: Host;
  readonly feed: WorkFeed;
  readonly appeal: Case;
  readonly oneTask: Case;
  readonly door: HttpDoor;
}

const folder = mkdtempSync(join(tmpdir(), 'jiesu-bench-'));
try {
  const report = await measure();
  process.stdout.write(`${printed(report)}${JSON.stringify(report)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(): Promise<Report> {
  const dataDir = join(folder, 'data');
  const host = await openHost({ config: { databaseUrl: null, dataDir, nodeId: 'bench' }, clock: systemClock, log: pino({ level: 'error' }) });
  try {
    const feed = new WorkFeed();
    host.loop.onCommitted(feed.listen);
    const recording = new Recording();
    const stopRecording = host.loop.onCommitted(recording.listen);
    await deployFiles(host, ACTOR, [ONE_TASK]);
    const villages = await seedBench(host.loop.submit, ACTOR);
    await deployProcesses({ gate: host.engine, submit: host.loop.submit }, PROCESSES, ACTOR);
    const door = await openDoor(host, ACTOR, dataDir);
    const bench: Bench = { host, feed, door, appeal: appealCase(feed, createVault('a secret for the benchmark only'), villages), oneTask: oneTaskCase(feed) };

    // warms up, and learns every step
    await rate(bench, bench.oneTask, SECONDS / 5);
    await rate(bench, bench.appeal, SECONDS / 2);
    const path = await onePath(bench);

    recording.label = 'appeal';
    const appeal = await rate(bench, bench.appeal, SECONDS);
    recording.label = 'one task';
    const oneTask = await rate(bench, bench.oneTask, SECONDS / 2);
    recording.label = null;
    stopRecording();
    const floor = await floorRates(recording);
    const plain = await plainEngineRate(folder, plainDefinitions(PROCESSES, path), pathOf(path), SECONDS);
    const plainOneTask = await plainEngineRate(folder, plainDefinitions(fileURLToPath(new URL('.', import.meta.url)), []), ONE_TASK_PATH, SECONDS / 2);

    const empty = await figures(bench, appeal, oneTask);
    const sizes = await instanceBytes(bench);
    await fill(bench);
    const full = {
      ...(await figures(bench, await rate(bench, bench.appeal, SECONDS), await rate(bench, bench.oneTask, SECONDS / 2))),
      ...(await instanceBytes(bench)),
    };
    const oneTaskP99 = await p99AtHalf(bench, bench.oneTask, oneTask);
    await door.close();
    return {
      ...empty,
      ...sizes,
      plainEngineCommandsPerSecond: plain,
      sqliteFloorCommandsPerSecond: floor.appeal,
      ratioToPlainEngine: appeal.commands / plain,
      ratioToFloor: appeal.commands / floor.appeal,
      oneTask: {
        commandsPerSecond: oneTask.commands,
        plainEngineCommandsPerSecond: plainOneTask,
        sqliteFloorCommandsPerSecond: floor.oneTask,
        ratioToPlainEngine: oneTask.commands / plainOneTask,
        ratioToFloor: oneTask.commands / floor.oneTask,
        p99Ms: oneTaskP99,
      },
      storedInstances: STORED,
      full,
      worstFactor: worstFactor({ ...empty, ...sizes }, full),
      machine: { cpus: cpus().length, model: cpus()[0]?.model ?? 'unknown', node: process.version },
    };
  } finally {
    await host.close();
  }
}

interface Rate {
  readonly commands: number;
  readonly cases: number;
}

/** Per second, as many as the host takes. */
async function rate({ host }: Bench, play: Case, seconds: number): Promise<Rate> {
  const meter = new Meter(host.loop.submit, ACTOR);
  const took = await closedLoad(play, meter, WIDTH, seconds);
  return { commands: meter.commands / took, cases: meter.cases / took };
}

async function p99AtHalf({ host }: Bench, play: Case, full: Rate): Promise<number> {
  const meter = new Meter(host.loop.submit, ACTOR);
  await openLoad(play, meter, full.cases / 2, SECONDS);
  return meter.p99;
}

/** The audit entries of one appeal, alone. */
async function onePath({ host, appeal }: Bench): Promise<Committed['entries'][number][]> {
  const entries: Committed['entries'][number][] = [];
  const stop = host.loop.onCommitted((committed) => void entries.push(...committed.entries));
  await appeal(new Meter(host.loop.submit, ACTOR));
  stop();
  return entries;
}

async function floorRates(recording: Recording): Promise<{ readonly appeal: number; readonly oneTask: number }> {
  const store = await openStore({ databaseUrl: null, file: join(folder, 'floor.sqlite') });
  try {
    const rates = await recording.replay(store.storage);
    return { appeal: rates.get('appeal') ?? Number.NaN, oneTask: rates.get('one task') ?? Number.NaN };
  } finally {
    await store.close();
  }
}

async function figures(bench: Bench, appeal: Rate, oneTask: Rate): Promise<Omit<Figures, 'bytesPerOpenInstance' | 'bytesPerClosedInstance'>> {
  return {
    commandsPerSecond: appeal.commands,
    httpCommandsPerSecond: await bench.door.rate(SECONDS),
    instancesPerSecondOneTask: oneTask.cases,
    p99Ms: await p99AtHalf(bench, bench.appeal, appeal),
  };
}

/** What a sample of instances adds to the file, open and closed. */
async function instanceBytes({ host, feed }: Bench): Promise<Pick<Figures, 'bytesPerOpenInstance' | 'bytesPerClosedInstance'>> {
  const meter = new Meter(host.loop.submit, ACTOR);
  const before = await storedBytes(host);
  const tasks = await beginMany(meter, feed, SAMPLE);
  const open = await storedBytes(host);
  await completeMany(meter, tasks);
  const closed = await storedBytes(host);
  return { bytesPerOpenInstance: (open - before) / SAMPLE, bytesPerClosedInstance: (closed - before) / SAMPLE };
}

/** Stores many instances, every second one of them open. */
async function fill({ host, feed }: Bench): Promise<void> {
  const meter = new Meter(host.loop.submit, ACTOR);
  const tasks = await beginMany(meter, feed, STORED);
  await completeMany(meter, tasks.filter((_, i) => i % 2 === 0));
}
