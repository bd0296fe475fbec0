import { pino } from 'pino';
import type { Test } from 'tap';
import { recordCallbackResult } from '../../src/commands/appeal/record-callback-result.ts';
import { tellClusters } from '../../src/jobs/tell-clusters.ts';
import { openTownship } from '../processes/township.ts';

/*
 * `node --import tsx test/bench/large-cluster.ts [people]`: what a cluster of 1,700 people (or so many) costs, from the first appeal to the
 * last callback, with a restart while its followers are being told. Prints the mean of each hundred, so that a cost that grows shows.
 */

const PEOPLE = Number(process.argv[2] ?? 1_700);
const SCREENED = { screening: { complete: true, inDuty: true, inArea: true } };
const WORK = [
  ['sign', { objection: false }],
  ['first_contact', { contactMethod: 'phone', contactAnswered: true }],
  ['check_site', { site: { finding: 'yes', solvableBy: 'section' } }],
  ['handle_self', { route: 'done' }],
  ['fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '按方案退费。' }],
  ['review', { reviewPassed: true }],
  ['verify_result', { finding: 'yes' }],
] as const;
const HAPPY = {
  channel: 'hotline',
  reached: true,
  contacted: true,
  resolved: true,
  satisfaction: 'satisfied',
} as const;

const undo: (() => Promise<void>)[] = [];
const town = await openTownship({ teardown: (act: () => Promise<void>) => undo.push(act) } as unknown as Test);
const log = pino({ level: 'warn' });
const caller = (who: number) => ({ appellant: { phone: `1000${String(who).padStart(7, '0')}` } });
const count = async (state: string) => Number((await town.host.store.reader('work_order').where({ state })).length);

try {
  // the engine has learned the steps before anything is measured
  for (const [at, objectKey] of ['甲店', '乙店'].entries()) {
    const { orderNo } = await town.register({ objectKey, ...caller(9_000_000 + at) });
    await town.complete(orderNo, 'verify', SCREENED);
    await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
    await town.follow(orderNo, WORK.slice(0, -1));
  }
  const orders: string[] = [];
  await hundreds('register and verify', PEOPLE, async (i) => {
    const { orderNo } = await town.register({ objectKey: '示例商场', ...caller(i) });
    orders.push(orderNo);
    await town.complete(orderNo, 'verify', SCREENED);
    if (i === 0) await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
  });
  const parent = orders[0] as string;
  for (const [element, answer] of WORK) await timed(element, () => town.complete(parent, element, answer));
  await timed('accept, which ends the cluster', () => town.complete(parent, 'accept', { accepted: true }));
  for (let batch = 1, more = true; more; batch++) {
    if (batch === 6) await town.host.restart();
    const duty = tellClusters({ store: town.host.store.duties, submit: town.host.loop.submit, log });
    await timed(`batch ${batch}`, async () => ({ more } = await duty.tick()));
  }
  await hundreds('callback', orders.length, (i) =>
    town.submit(recordCallbackResult, { orderNo: orders[i] as string, ...HAPPY }),
  );
  print('closed', `${await count('closed')} of ${PEOPLE}, incidents ${(await town.incidents()).length}`);
} finally {
  for (const act of undo) await act();
}

async function hundreds(what: string, times: number, act: (i: number) => Promise<unknown>): Promise<void> {
  let began = performance.now();
  for (let i = 0; i < times; i++) {
    await act(i);
    if ((i + 1) % 100 !== 0) continue;
    print(`${what} ${i + 1}`, `${((performance.now() - began) / 100).toFixed(1)} ms each`);
    began = performance.now();
  }
}

async function timed(what: string, act: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await act();
  print(what, `${(performance.now() - began).toFixed(1)} ms`);
}

function print(what: string, found: string): void {
  process.stdout.write(`${what.padEnd(32)} ${found}\n`);
}
