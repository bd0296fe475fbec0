import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { Test } from 'tap';
import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import { fireTimer } from '../../src/commands/process/fire-timer.ts';
import { registerAppeal } from '../../src/commands/appeal/register-appeal.ts';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { PRESETS } from '../../src/cli/simulate/presets.ts';
import { seedTownship } from '../../src/cli/simulate/township.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { sealAppeal } from '../../src/domain/appeal/appeal-draft.ts';
import { createVault } from '../../src/store/vault.ts';
import { ANSWERS } from '../bench/appeal-case.ts';
import { openTestHost, testActor } from '../helpers/host.ts';
import type { TestHost } from '../helpers/host.ts';

/*
 * The whole life of an appeal, once in one go and once with a restart of the host at every place where it waits: the same must happen.
 */

const PROCESSES = fileURLToPath(new URL('../../processes', import.meta.url));
const ACTOR = testActor('restart');

t.test('an appeal takes the same way when the host is restarted at every wait', async (t) => {
  const whole = await live(t, false);
  const torn = await live(t, true);
  t.ok(whole.waits > 10, `${whole.waits} waits`);
  t.equal(torn.waits, whole.waits, 'as many waits');
  t.same(torn.history, whole.history, 'the same history');
  t.same(torn.order, whole.order, 'the same order');
  t.match(whole.order, { state: 'archived' });
});

interface Life {
  readonly waits: number;
  /** Commands and what each did. Keys are numbered in the order in which they come up, for a restart gives up reserved ones. */
  readonly history: unknown;
  readonly order: Readonly<Record<string, unknown>>;
}

async function live(t: Test, restarts: boolean): Promise<Life> {
  const host = await openTestHost(t);
  const [village] = await seedTownship(host.loop.submit, ACTOR, PRESETS.mountain_rural);
  await deployProcesses({ gate: host.engine, submit: host.loop.submit }, PROCESSES, ACTOR);
  const input = sealAppeal(createVault('a secret for this test only, long enough'), {
    externalNo: 'RESTART-1',
    source: 'hotline_12345',
    type: 'complaint',
    category: 'road_damage',
    title: '路灯不亮',
    content: '【模拟】村口路灯十天不亮。',
    placeKind: 'rural',
    ...(village !== undefined && { unitKey: village }),
    appellant: { name: '示例', phone: '10000000001' },
  });
  const { orderKey, processInstanceKey } = await host.loop.submit(registerAppeal, input, { actor: ACTOR });

  let waits = 0;
  while (await isActive(host, processInstanceKey)) {
    if (restarts) await host.restart();
    host.clock.move(60_000);
    await goOn(host);
    waits++;
  }
  const entries = await host.store.reader('audit_entry').orderBy('key').select('command', 'actor', 'at', 'events');
  const [order] = await host.store.reader('work_order').where({ key: orderKey });
  const names = new Map<unknown, string>();
  return {
    waits,
    history: entries.map((entry) => renamed({ ...entry, events: JSON.parse(entry.events) }, names)),
    order: renamed(order, names) as Life['order'],
  };
}

// helpers

async function isActive({ store }: TestHost, key: number): Promise<boolean> {
  const [row] = await store.reader('process_instance').where({ key }).select('state');
  return row.state === 'ACTIVE';
}

/** Does what lies open: a task, else the next timer when its time has come. */
async function goOn(host: TestHost): Promise<void> {
  const [task] = await host.store
    .reader('user_task')
    .where({ state: 'CREATED' })
    .orderBy('key')
    .limit(1)
    .select('key', { elementId: 'element_id' });
  if (task !== undefined) {
    const actor: Actor = { ...ACTOR, id: `synthetic ${task.elementId}` };
    await host.loop.submit(
      completeUserTask,
      { userTaskKey: task.key, variables: ANSWERS[task.elementId] ?? {} },
      { actor },
    );
    return;
  }
  const [timer] = await host.store.reader('timer').orderBy('due_at').limit(1).select('key', { dueAt: 'due_at' });
  if (timer === undefined) throw new Error('the appeal neither goes on nor ends');
  host.clock.moveTo(timer.dueAt);
  await host.loop.submit(fireTimer, { timerKey: timer.key }, { actor: ACTOR });
}

/** The same value with every key replaced by a name; encrypted texts and hashes, which differ each time, are left out. */
function renamed(value: unknown, names: Map<unknown, string>, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, names, field));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, renamed(inner, names, name)]));
  }
  if (!/keys?$/i.test(field) || value === null) return value;
  if (!names.has(value)) names.set(value, `key ${names.size + 1}`);
  return names.get(value);
}
