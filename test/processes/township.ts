import type { Test } from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import { createOrgUnit, type CreateOrgUnit } from '../../src/commands/organisation/create-org-unit.ts';
import { registerAppeal, type RegisteredAppeal } from '../../src/commands/appeal/register-appeal.ts';
import type { Actor, Role } from '../../src/domain/actor.ts';
import { sealAppeal, type AppealDraft } from '../../src/domain/appeal/appeal-draft.ts';
import type { Command, Submit } from '../../src/domain/command.ts';
import { createHandlers } from '../../src/handlers/handlers.ts';
import { fireTimer } from '../../src/commands/process/fire-timer.ts';
import { openTestHost, testActor, type TestHost } from '../helpers/host.ts';
import { createMarkingVault } from '../helpers/personal-scan.ts';

const TENANT = 'yunxi';

const UNITS: readonly Omit<CreateOrgUnit, 'parentKey'>[] = [
  { kind: 'section', code: 'response_office', name: '接诉即办办公室' },
  { kind: 'section', code: 'urban_construction', name: '城乡建设科' },
  { kind: 'section', code: 'rural_work', name: '农村工作科' },
  { kind: 'department', code: 'planning_office', name: '规自所' },
  { kind: 'section', code: 'justice_office', name: '司法所' },
  { kind: 'village', code: 'village_01', name: '示例村甲' },
];

/** A small township on the real host, with the processes of `processes/`, whose clock the test moves. */
export interface Township {
  readonly host: TestHost;
  readonly units: Readonly<Record<string, number>>;
  submit<I, O>(command: Command<I, O>, input: I, role?: Role): Promise<O>;
  register(draft?: Partial<AppealDraft>): Promise<RegisteredAppeal>;
  /** Element ids of the tasks that are open for an order, sorted. */
  tasks(orderNo: string): Promise<readonly string[]>;
  task(orderNo: string, elementId: string): Promise<Readonly<Record<string, unknown>>>;
  complete(
    orderNo: string,
    elementId: string,
    variables?: Readonly<Record<string, unknown>>,
    role?: Role,
  ): Promise<void>;
  /** Completes tasks one after another. */
  follow(
    orderNo: string,
    path: readonly (readonly [elementId: string, variables?: Readonly<Record<string, unknown>>])[],
  ): Promise<void>;
  /** Moves the clock, firing what falls due on the way. */
  until(instant: string): Promise<void>;
  order(orderNo: string): Promise<Readonly<Record<string, unknown>>>;
  rows(table: string, orderNo: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  messages(orderNo: string): Promise<readonly string[]>;
  /** Kinds of what happened to a row, with where it came from. */
  history(subjectKey: number): Promise<readonly string[]>;
  incidents(): Promise<readonly string[]>;
}

export const vault = createMarkingVault('a secret for tests, long enough to be one');

/**
 * Tells a story twice, each time in a township of its own that `open` opens: in one go, and with a restart of the host at every wait. What the
 * story asserts must hold both times.
 */
export async function tell<T = Township>(
  t: Test,
  name: string,
  story: (t: Test, town: T) => Promise<void>,
  open = openTownship as (t: Test, options?: TownshipOptions) => Promise<T>,
): Promise<void> {
  await t.test(name, async (t) => story(t, await open(t)));
  await t.test(`${name} – restarted at every wait`, async (t) => story(t, await open(t, { restarts: true })));
}

export interface TownshipOptions {
  /** Closes the host and opens it again at every wait: before each command that a story submits, and before its timers. */
  readonly restarts?: boolean;
}

export async function openTownship(t: Test, { restarts = false }: TownshipOptions = {}): Promise<Township> {
  const steady = await openTestHost(t, { handlers: createHandlers() });
  const host = restarts ? restartingHost(steady) : steady;
  const system = testActor(TENANT);
  await deployProcesses({ gate: steady.engine, submit: steady.loop.submit }, 'processes', system);
  const units: Record<string, number> = {};
  for (const unit of UNITS) {
    units[unit.code] = (
      await steady.loop.submit(createOrgUnit, { parentKey: null, ...unit }, { actor: system })
    ).unitKey;
  }
  // asked anew each time: a restart opens the store again
  const db = (table: string) => host.store.reader(table);
  const actor = (role?: Role): Actor => (role ? { ...system, kind: 'person', id: role, roles: [role] } : system);

  const township: Township = {
    host,
    units,
    submit: (command, input, role) => host.loop.submit(command, input, { actor: actor(role) }),
    register: (draft = {}) =>
      host.loop.submit(
        registerAppeal,
        sealAppeal(vault, { ...POTHOLE, unitKey: units['village_01'] as number, ...draft }),
        {
          actor: system,
        },
      ),
    async tasks(orderNo) {
      const rows = await openTasks(orderNo);
      return rows.map((row) => String(row['element_id'])).sort();
    },
    async task(orderNo, elementId) {
      const row = (await openTasks(orderNo)).find((each) => each['element_id'] === elementId);
      if (!row)
        throw new Error(
          `${orderNo} has no open task ${elementId}, but ${(await township.tasks(orderNo)).join(', ') || 'none'}`,
        );
      return row;
    },
    async complete(orderNo, elementId, variables = {}, role) {
      const row = await township.task(orderNo, elementId);
      await township.submit(completeUserTask, { userTaskKey: Number(row['key']), variables }, role ?? ROLES[elementId]);
    },
    async follow(orderNo, path) {
      for (const [elementId, variables] of path) await township.complete(orderNo, elementId, variables);
    },
    async until(instant) {
      const end = Date.parse(instant);
      for (;;) {
        const [next] = await db('timer').where('due_at', '<=', end).orderBy(['due_at', 'key']).limit(1);
        if (!next) break;
        host.clock.moveTo(Number(next.due_at));
        await host.loop.submit(fireTimer, { timerKey: Number(next.key) }, { actor: system });
      }
      host.clock.moveTo(end);
    },
    order: async (orderNo) => db('work_order').where({ order_no: orderNo }).first(),
    async rows(table, orderNo) {
      const { key } = await township.order(orderNo);
      return db(table).where({ order_key: key }).orderBy('key');
    },
    async messages(orderNo) {
      const rows = await db('outbox_entry').orderBy('key');
      return rows
        .map((row) => ({
          channel: String(row.channel),
          topic: String(row.topic),
          payload: JSON.parse(String(row.payload)) as Record<string, unknown>,
        }))
        .filter(({ payload }) => payload['orderNo'] === orderNo)
        .map(({ channel, topic, payload }) => `${channel}: ${String(payload['template'] ?? topic)}`);
    },
    async history(subjectKey) {
      const entries = await db('audit_entry').orderBy('sequence');
      return entries
        .flatMap(
          (entry) => JSON.parse(String(entry.events)) as { type: string; key?: number; detail?: { from?: string } }[],
        )
        .filter(({ key }) => key === subjectKey)
        .map(({ type, detail }) => (detail?.from ? `${type} from ${detail.from}` : type));
    },
    async incidents() {
      const rows = await db('incident').whereNull('resolved_at');
      return rows.map((row) => `${row.element_id} ${row.type}: ${row.message_zh}`);
    },
  };

  function openTasks(orderNo: string): Promise<Record<string, unknown>[]> {
    return db('user_task')
      .join('process_instance', 'process_instance.key', 'user_task.process_instance_key')
      .where({ 'process_instance.business_key': orderNo, 'user_task.state': 'CREATED' })
      .select('user_task.*');
  }
  return township;
}

/** Shanghai time of an instant, to the minute. */
export function local(instant: unknown): string {
  return new Date(Number(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

// helpers

/**
 * The same host, restarted before each command. When timers fire with nothing between, it is restarted before the first of each element only:
 * a year that a story skips is full of reminders about orders of other stories. Commands submitted at once wait for one another.
 */
function restartingHost(host: TestHost): TestHost {
  const fired = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  const submit: Submit = (command, input, options) => {
    const answer = last.then(async () => {
      const element = command === fireTimer ? await elementOf(host, (input as { timerKey: number }).timerKey) : null;
      if (element === null) fired.clear();
      if (element === null || !fired.has(element)) await host.restart();
      if (element !== null) fired.add(element);
      return host.loop.submit(command, input, options);
    });
    last = answer.catch(() => undefined);
    return answer;
  };
  return Object.create(host, { loop: { get: () => ({ ...host.loop, submit }) } }) as TestHost;
}

async function elementOf(host: TestHost, key: number): Promise<string> {
  const row = await host.store.reader('timer').where({ key }).first('element_id');
  return String(row?.element_id);
}

/** Who does a task, where it matters. */
const ROLES: Readonly<Record<string, Role>> = {
  sign_off: 'party_secretary',
  sign_off_after: 'party_secretary',
  sign_off_delegated: 'deputy_leader',
  fill_result: 'section_handler',
  verify_result: 'inspector',
  make_call: 'callback_agent',
};

const POTHOLE: AppealDraft = {
  source: 'hotline_12345',
  type: 'complaint',
  category: 'road_damage',
  title: '村口路面破损',
  content: '村口路面有坑,下雨积水,老人摔倒过。',
  placeKind: 'rural',
  objectKey: '村口路',
  appellant: { name: '张某某', phone: '10000000001', address: '示例村甲1组1号' },
};
