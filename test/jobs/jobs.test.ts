import t from 'tap';
import type { DutyStore } from '../../src/domain/duties-port.ts';
import { idempotency, message, outboxEntry, timer } from '../../src/domain/process/process-tables.ts';
import type { Row } from '../../src/domain/storage-port.ts';
import type { TableSpec } from '../../src/domain/table.ts';
import { correlateWaitingMessages } from '../../src/jobs/correlate-waiting-messages.ts';
import { deliverOutbox, type OutboxEntry } from '../../src/jobs/deliver-outbox.ts';
import { IDLE, type Duty, type Tick } from '../../src/jobs/duty.ts';
import { fireDueTimers } from '../../src/jobs/fire-due-timers.ts';
import { pruneIdempotency } from '../../src/jobs/prune-idempotency.ts';
import { pruneMessages } from '../../src/jobs/prune-messages.ts';
import { createRunner } from '../../src/jobs/runner.ts';
import { createProcessInstance } from '../../src/commands/process/create-process-instance.ts';
import { publishMessage } from '../../src/commands/process/publish-message.ts';
import type { Store } from '../../src/store/open.ts';
import { openTestStore } from '../helpers/store.ts';
import { deploy, openTestHost, testActor, TestClock } from '../helpers/host.ts';

const silent = { info() {}, warn() {}, error() {} };
const insert = ({ storage }: Store, table: TableSpec, rows: readonly Row[]) =>
  storage.save([{ table, inserts: rows, updates: [], changedColumns: [], removes: [] }]);

/** Two waits: an hour, then a message; then a person. */
const WAITING = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="test">
  <message id="answered" name="answered"><extensionElements><zeebe:subscription correlationKey="=id"/></extensionElements></message>
  <process id="waiting" isExecutable="true">
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="hour"/>
    <intermediateCatchEvent id="hour"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <sequenceFlow id="f2" sourceRef="hour" targetRef="answer"/>
    <intermediateCatchEvent id="answer"><messageEventDefinition messageRef="answered"/></intermediateCatchEvent>
    <sequenceFlow id="f3" sourceRef="answer" targetRef="file"/>
    <userTask id="file"><extensionElements><zeebe:userTask/></extensionElements></userTask>
    <sequenceFlow id="f4" sourceRef="file" targetRef="end"/>
    <endEvent id="end"/>
  </process>
</definitions>`;

t.test('due timers', async (t) => {
  const host = await openTestHost(t);
  const actor = testActor('yunxi');
  await deploy(host, actor, [{ name: 'waiting.bpmn', content: WAITING }]);
  const duty = (limit: number): Duty =>
    fireDueTimers({ store: host.store.duties, submit: host.loop.submit, clock: host.clock, log: silent, limit });
  for (const id of ['a', 'b', 'c']) {
    await host.loop.submit(createProcessInstance, { processId: 'waiting', variables: { id } }, { actor });
    host.clock.move(60_000);
  }
  const [{ due_at: firstDue }] = await host.store.reader(timer.name).orderBy('due_at').limit(1);
  t.strictSame(await duty(9).tick(), { ...IDLE, nextAt: firstDue }, 'nothing is due; it tells when something will be');

  host.clock.moveTo(firstDue + 60_000);
  t.match(await duty(1).tick(), { done: 1, failed: 0, more: true }, 'a full batch');
  t.match(await duty(1).tick(), { done: 1, failed: 0, more: true });
  t.match(await duty(1).tick(), { done: 0, failed: 0, more: false, nextAt: firstDue + 120_000 });

  host.clock.move(3_600_000);
  await host.restart();
  t.strictSame(await duty(9).tick(), { done: 1, failed: 0, more: false }, 'due while the host was down: fired once');
  t.strictSame(await duty(9).tick(), IDLE);
  t.strictSame(
    (await host.store.reader('subscription').select('element_id')).map(({ element_id: id }) => id),
    ['answer', 'answer', 'answer'],
  );
});

t.test('a timer that cannot be fired does not hold up the others', async (t) => {
  const store = await openTestStore(t);
  const clock = new TestClock();
  const fixed = {
    revision: 1,
    tenantId: 'yunxi',
    processInstanceKey: null,
    processDefinitionKey: 1,
    elementInstanceKey: null,
  };
  const row = (key: number, dueAt: number) => ({
    key,
    ...fixed,
    elementId: 'x',
    dueAt,
    repetitionsLeft: 0,
    interval: null,
  });
  await insert(store, timer, [row(1, 1), row(2, 2), row(3, 3), row(4, 4)]);
  const asked: number[] = [];
  const submit = async (_command: unknown, { timerKey }: { timerKey: number }) => {
    asked.push(timerKey);
    if (timerKey === 1) throw new Error('refused');
    return { fired: timerKey !== 2 };
  };
  const duty = fireDueTimers({ store: store.duties, submit: submit as never, clock, log: silent, limit: 2 });
  t.match(await duty.tick(), { done: 0, failed: 2, more: true });
  t.match(await duty.tick(), { done: 2, failed: 0, more: true });
  t.strictSame(asked, [1, 2, 3, 4]);
  clock.move(60_000);
  await duty.tick();
  t.strictSame(asked, [1, 2, 3, 4, 1, 2], 'after a minute it is tried again');
});

t.test('the outbox', async (t) => {
  const store = await openTestStore(t);
  const clock = new TestClock();
  const fixed = {
    revision: 1,
    tenantId: 'yunxi',
    topic: 'x',
    payload: {},
    stream: null,
    attempts: 0,
    lockedUntil: null,
    deliveredAt: null,
    lastError: null,
  };
  const row = (key: number, channel: string) => ({
    key,
    ...fixed,
    channel,
    createdAt: clock.now(),
    dueAt: clock.now(),
  });
  await insert(store, outboxEntry, [row(1, 'hotline'), row(2, 'broken'), row(3, 'unknown'), row(4, 'hotline')]);
  const arrived: OutboxEntry[] = [];
  let works = false;
  const channels = new Map([
    ['hotline', async (entry: OutboxEntry) => void arrived.push(entry)],
    [
      'broken',
      async (entry: OutboxEntry) => {
        if (!works) throw new Error('no answer');
        arrived.push(entry);
      },
    ],
  ]);
  const duty = deliverOutbox({ store: store.duties, channels, clock, log: silent, limit: 3 });
  t.strictSame(await duty.tick(), { done: 1, failed: 2, more: true });
  t.strictSame(await duty.tick(), { done: 1, failed: 0, more: false });
  t.strictSame(
    arrived.map(({ key }) => key),
    [1, 4],
    'in order, each once',
  );
  const stored = () => store.reader(outboxEntry.name).orderBy('key');
  t.match(await stored(), [
    { delivered_at: clock.now(), attempts: 1 },
    { delivered_at: null, last_error: 'no answer', attempts: 1, due_at: clock.now() + 1_000 },
    { delivered_at: null, last_error: 'no delivery is configured for channel unknown' },
  ]);

  t.strictSame(await duty.tick(), IDLE, 'not before its time');
  for (const [attempts, pause] of [
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
  ] as const) {
    clock.moveTo((await stored())[1].due_at);
    await duty.tick();
    t.match((await stored())[1], { attempts, due_at: clock.now() + pause });
  }
  works = true;
  clock.move(3_600_000);
  t.match(await duty.tick(), { done: 1, failed: 1 });
  t.match((await stored())[1], { delivered_at: clock.now(), last_error: null });
});

t.test('the outbox keeps the order of a stream, and lets others pass', async (t) => {
  const store = await openTestStore(t);
  const clock = new TestClock();
  const row = (key: number, stream: string | null) => ({
    key,
    revision: 1,
    tenantId: 'yunxi',
    channel: 'hotline',
    topic: 'x',
    payload: {},
    stream,
    createdAt: clock.now(),
    dueAt: clock.now(),
    attempts: 0,
    lockedUntil: null,
    deliveredAt: null,
    lastError: null,
  });
  await insert(store, outboxEntry, [row(1, 'a'), row(2, 'a'), row(3, 'b'), row(4, null), row(5, 'a'), row(6, 'b')]);
  const arrived: number[] = [];
  let isDown = true;
  const channels = new Map([
    [
      'hotline',
      async ({ key, stream }: OutboxEntry) => {
        if (isDown && stream === 'a') throw new Error('down');
        arrived.push(key);
      },
    ],
  ]);
  const duty = deliverOutbox({ store: store.duties, channels, clock, log: silent });
  t.strictSame(await duty.tick(), { done: 2, failed: 1, more: true });
  t.strictSame(await duty.tick(), { done: 1, failed: 0, more: true });
  t.strictSame(arrived, [3, 4, 6], 'those of the other stream do not wait');
  for (let hour = 0; hour < 24; hour += 1) {
    clock.move(3_600_000);
    t.match(await duty.tick(), { done: 0, failed: 1 }, 'only the first of the stream is tried');
  }
  isDown = false;
  clock.move(3_600_000);
  for (let more = true; more;) ({ more } = await duty.tick());
  t.strictSame(arrived, [3, 4, 6, 1, 2, 5], 'each once and in order');
});

t.test('pruning', async (t) => {
  const store = await openTestStore(t);
  const clock = new TestClock();
  const day = 86_400_000;
  const answers = [8, 7, 6].map((age) => ({
    id: `of-${age}`,
    requestHash: '',
    answer: {},
    createdAt: clock.now() - age * day,
  }));
  await insert(store, idempotency, answers);
  t.strictSame(await pruneIdempotency({ store: store.duties, clock }).tick(), { done: 1, failed: 0, more: false });
  t.strictSame(
    (await store.reader(idempotency.name).orderBy('id')).map(({ id }) => id),
    ['of-6', 'of-7'],
  );

  const fixed = { tenantId: 'yunxi', name: 'm', correlationKey: 'k', messageId: null, variables: {}, publishedAt: 0 };
  await insert(
    store,
    message,
    [0, 1].map((later) => ({ key: later + 1, ...fixed, expiresAt: clock.now() + later })),
  );
  t.strictSame(await pruneMessages({ store: store.duties, clock }).tick(), { done: 1, failed: 0, more: false });
  t.strictSame(
    (await store.reader(message.name)).map(({ key }) => key),
    [2],
  );
});

t.test('a message that was missed', async (t) => {
  const host = await openTestHost(t);
  const actor = testActor('yunxi');
  await deploy(host, actor, [{ name: 'waiting.bpmn', content: WAITING }]);
  await host.loop.submit(createProcessInstance, { processId: 'waiting', variables: { id: 'a' } }, { actor });
  host.clock.move(3_600_000);
  await fireDueTimers({ store: host.store.duties, submit: host.loop.submit, clock: host.clock, log: silent }).tick();
  // as if another node had committed it at the same moment: no command has seen both
  const [key] = [await host.store.storage.allocateKeys(1)];
  const fixed = {
    tenantId: 'yunxi',
    messageId: null,
    variables: { reply: 'yes' },
    publishedAt: host.clock.now(),
    expiresAt: host.clock.now() + 1_000,
  };
  await insert(host.store, message, [{ key, name: 'answered', correlationKey: 'a', ...fixed }]);
  await host.loop.submit(
    publishMessage,
    { name: 'answered', correlationKey: 'b', timeToLiveMs: 1_000, variables: {} },
    { actor },
  );
  const store: Pick<DutyStore, 'exclusively' | 'missedMessages'> = {
    exclusively: host.store.duties.exclusively,
    missedMessages: async () => [
      { messageKey: key, tenantId: 'yunxi' },
      { messageKey: key, tenantId: 'other' },
    ],
  };
  const duty = correlateWaitingMessages({ store, submit: host.loop.submit, clock: host.clock, log: silent });
  t.match(await duty.tick(), { done: 1, failed: 1 }, 'not for another tenant');
  t.match(await host.store.reader('user_task'), [{ element_id: 'file', state: 'CREATED' }]);
  t.match(await duty.tick(), { done: 0 }, 'once');
});

t.test('the runner', async (t) => {
  const clock = new TestClock();
  const pauses: number[] = [];
  const ticks: (Tick | Error)[] = [
    { done: 5, failed: 0, more: true },
    { done: 0, failed: 5, more: true },
    new Error('the database is gone'),
    { done: 0, failed: 0, more: false, nextAt: clock.now() + 250 },
    { done: 0, failed: 0, more: false, nextAt: clock.now() - 1 },
    { done: 1, failed: 0, more: false, nextAt: clock.now() + 5_000 },
  ];
  const told: Tick[] = [];
  const finished = new Promise<void>((resolve) => {
    const duty: Duty = {
      name: 'd',
      intervalMs: 1_000,
      async tick() {
        const tick = ticks.shift();
        if (tick instanceof Error) throw tick;
        return tick ?? IDLE;
      },
    };
    const runner = createRunner({
      duties: [duty],
      clock,
      log: silent,
      onTick: (_duty, tick) => void told.push(tick),
      async pause(ms) {
        pauses.push(ms);
        if (ticks.length === 0) void runner.stop().then(resolve);
      },
    });
    runner.start();
  });
  await finished;
  t.strictSame(pauses, [0, 1_000, 1_000, 250, 0, 1_000], 'at once when there is more, never longer than its interval');
  t.equal(told.length, 3);

  const idle = createRunner({
    duties: [{ name: 'd', intervalMs: 3_600_000, tick: async () => IDLE }],
    clock,
    log: silent,
  });
  idle.start();
  await new Promise(setImmediate);
  await idle.stop();
  t.pass('stopping does not wait for the pause to end');
});
