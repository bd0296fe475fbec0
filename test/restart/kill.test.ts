import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import type { Test } from 'tap';
import { Random } from '../../src/cli/simulate/random.ts';
import { Client } from './client.ts';
import { liveThrough, work } from './crash-case.ts';
import type { CrashCase } from './crash-case.ts';
import { HostProcess } from './host-process.ts';
import { prepareHost, readRows } from './prepared-host.ts';

/*
 * Kills the host with SIGKILL at random moments under load and proves from the clients' own log that every answered command is there exactly
 * once, that nothing took effect twice, and that every instance can go on to its end. JIESU_KILLS and JIESU_SEED choose how often and when.
 */

const KILLS = Number(process.env['JIESU_KILLS'] ?? 50);
const SEED = process.env['JIESU_SEED'] ?? String(Date.now());
const CLIENTS = 6;
/** How long the host lives at most before it is killed, ms. */
const LIFE = 500;

t.setTimeout(60_000 + KILLS * 20_000);

t.test(`${KILLS} kills lose nothing and do nothing twice`, async (t) => {
  t.comment(`seed ${SEED}; again with JIESU_SEED=${SEED} JIESU_KILLS=${KILLS}`);
  const random = new Random(SEED);
  const dataDir = t.testdir();
  const token = await prepareHost(dataDir, join(import.meta.dirname, 'crash-test.bpmn'));
  const host = await HostProcess.on({ JIESU_DATA: dataDir, NODE_ENV: 'test', LOG_LEVEL: 'error', JIESU_RATE_LIMIT: '100000000' });
  t.teardown(() => host.kill());
  const client = new Client(host.url, token);
  const cases: CrashCase[] = [];
  let killing = true;
  let working = true;

  await host.start();
  const lives = Array.from({ length: CLIENTS }, async (_, lane) => {
    for (let i = 0; killing; i++) cases.push(await liveThrough(client, `case-${lane}-${i}`));
  });
  const jobs = work(client, () => !working);
  const load = Promise.all(lives);
  // a client that fails ends the test at once, not after the last kill
  const failed = load.then(() => new Promise<never>(() => undefined));
  for (let kill = 0; kill < KILLS; kill++) {
    await Promise.race([pause(20 + random.next() * LIFE), failed]);
    await host.kill();
    await host.start();
    await repeatSome(t, client, random);
  }
  killing = false;
  await load;
  working = false;
  const jobKeys = await jobs;
  await host.stop();

  t.comment(`${cases.length} instances, ${client.log.length} answered commands, ${client.lost} requests lost in ${KILLS} kills`);
  t.ok(client.lost > 0 || KILLS === 0, 'kills hit requests under way');
  await verify(t, dataDir, client, cases, jobKeys);
});

/** Commands answered before the kill answer the same again, under the same key. */
async function repeatSome(t: Test, client: Client, random: Random): Promise<void> {
  const some = Array.from({ length: Math.min(3, client.log.length) }, () => random.pick(client.log.slice(-200)));
  for (const before of some) {
    const after = await client.again(before);
    if (after.status !== before.status || after.answer !== before.answer) {
      t.fail(`${before.path} answered otherwise under ${before.key}`, { before, after });
    }
  }
}

async function verify(t: Test, dataDir: string, client: Client, cases: readonly CrashCase[], jobKeys: readonly string[]): Promise<void> {
  const rows = await readRows(dataDir);
  const keys = (list: readonly { key: number }[]): string[] => list.map(({ key }) => String(key)).sort();
  t.same(keys(rows.instances), cases.map(({ processInstanceKey }) => processInstanceKey).sort(), 'the instances answered, and no others');
  t.same(rows.instances.filter(({ state }) => state !== 'COMPLETED'), [], 'every instance came to its end');
  t.same(keys(rows.userTasks), cases.flatMap(({ userTaskKeys }) => userTaskKeys).sort(), 'two tasks for each instance, and no others');
  t.same(rows.userTasks.filter(({ state }) => state !== 'COMPLETED'), [], 'every task is completed');
  t.same(keys(rows.jobs), [...jobKeys].sort(), 'one job for each instance, and no others');
  t.equal(rows.messages, 0, 'no message is left over');
  t.equal(rows.incidents, 0, 'no incident');

  const counted = new Map<string, number>();
  for (const { command, subjectKey } of rows.audit) counted.set(`${command} ${subjectKey}`, (counted.get(`${command} ${subjectKey}`) ?? 0) + 1);
  const once = (command: string, key: string): void => {
    const found = counted.get(`${command} ${key}`) ?? 0;
    if (found !== 1) t.fail(`${command} ${key} is in the audit log ${found} times`);
  };
  for (const { processInstanceKey, userTaskKeys, messageKey } of cases) {
    once('create-process-instance', processInstanceKey);
    for (const key of userTaskKeys) once('complete-user-task', key);
    once('publish-message', messageKey);
  }
  for (const key of jobKeys) once('complete-job', key);
  t.ok(client.log.length > 0 && rows.audit.length > 0, `${rows.audit.length} audit entries checked`);
  t.same(rows.brokenAudit, null, 'the audit chain is whole');
}
