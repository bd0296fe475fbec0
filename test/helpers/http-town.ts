import type { Test } from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { fireTimer } from '../../src/commands/process/fire-timer.ts';
import { systemActor, type Role } from '../../src/domain/actor.ts';
import type { OrgUnitKind } from '../../src/domain/organisation/organisation-tables.ts';
import { openTestServer, type Answer } from './http.ts';

type Row = Readonly<Record<string, unknown>>;

/** Who lives in a township. */
export interface Inhabitants {
  readonly units: readonly (readonly [kind: OrgUnitKind, code: string, name: string, parent?: string])[];
  readonly people: readonly (readonly [login: string, roles: readonly Role[], unit: string])[];
}

/** A township whose people come in by HTTP only, each in a browser of their own. */
export type HttpTown = Awaited<ReturnType<typeof openHttpTown>>;

/**
 * Opens a township. With `restarts` the host is closed and opened again on the same database at every wait: before each task is done and before
 * the timers of a stretch of time; the doors too, before each kind of task (they keep nothing of a case, and take ten times as long).
 */
export async function openHttpTown(t: Test, { units: UNITS, people: PEOPLE }: Inhabitants, restarts: boolean) {
  const server = await openTestServer(t);
  const { call, keyFor, account, signIn, host } = server;
  const system = systemActor('test', 'yunxi');
  await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', system);
  const hotline = await keyFor('yunxi', ['appeals:read', 'appeals:write', 'admin:read', 'admin:write']);
  const units: Record<string, string> = {};
  for (const [kind, code, name, parent] of UNITS) {
    const parentKey = parent === undefined ? null : units[parent];
    units[code] = (await call(hotline, 'POST', '/api/org-units', { parentKey, kind, code, name })).body.unitKey;
  }
  const browsers = new Map<string, { readonly at: number; readonly headers: Record<string, string> }>();
  for (const [login, roles, code] of PEOPLE) {
    await account('yunxi', login, roles, Number(units[code]));
  }
  const met = new Set<string>();
  const db = (table: string) => host.store.reader(table);

  const town = {
    units,
    clock: host.clock,
    db,
    /** In a browser whose session still lasts. */
    async as(login: string, method: string, url: string, body?: unknown): Promise<Answer> {
      const known = browsers.get(login);
      const isFresh = known !== undefined && host.clock.now() - known.at < 3_600_000;
      const browser = isFresh ? known : { at: host.clock.now(), headers: await signIn(login) };
      browsers.set(login, browser);
      return call(null, method, url, body, browser.headers);
    },
    push: (draft: object, who: number) =>
      call(hotline, 'POST', '/api/appeals', {
        source: 'hotline_12345',
        type: 'complaint',
        title: '多人反映',
        content: '请尽快解决。',
        unitKey: units['village_01'],
        appellant: { name: '张某某', phone: phone(who) },
        ...draft,
      }),
    async appeal(draft: object, who: number): Promise<string> {
      return String((await town.push(draft, who)).body.orderNo);
    },
    /** Lets the first person to whom a task is offered do it. @throws Error when that is refused */
    act: (orderNo: string, element: string, variables: object) =>
      complete({ 'process_instance.business_key': orderNo }, element, variables),
    /** What the first person to whom a task is offered is answered. */
    try: (orderNo: string, element: string, variables: object) =>
      attempt({ 'process_instance.business_key': orderNo }, element, variables),
    async whistle(whistleNo: string, element: string, variables: object) {
      const row: Row = await db('whistle').where({ whistle_no: whistleNo }).first();
      await complete({ 'process_instance.key': row['process_instance_key'] }, element, variables);
    },
    async isOpen(orderNo: string, element: string): Promise<boolean> {
      return (await openTasks({ 'process_instance.business_key': orderNo, element_id: element })).length > 0;
    },
    /** Open tasks with whom they are offered to and when they are due, as that person's own list shows them. */
    async offered(orderNo: string): Promise<readonly string[]> {
      const rows = await openTasks({ 'process_instance.business_key': orderNo });
      const lines = rows.map(async (row) => {
        const login = holderOf(row);
        const { items } = (await town.as(login, 'GET', '/api/tasks')).body;
        const shown = items.find(({ userTaskKey }: { userTaskKey: string }) => userTaskKey === String(row['key']));
        return `${String(shown?.elementId)} → ${login} ${shown?.dueAt ? local(shown.dueAt) : '–'}`;
      });
      return (await Promise.all(lines)).sort();
    },
    /** What went out about an order, channel and template or topic. */
    async messages(orderNo: string): Promise<readonly string[]> {
      const rows: Row[] = await db('outbox_entry').orderBy('key');
      return rows
        .map((row) => ({ row, payload: JSON.parse(String(row['payload'])) as Row }))
        .filter(({ payload }) => payload['orderNo'] === orderNo)
        .map(({ row, payload }) => `${String(row['channel'])}: ${String(payload['template'] ?? row['topic'])}`);
    },
    async order(orderNo: string) {
      const row: Row = await db('work_order').where({ order_no: orderNo }).first();
      return {
        key: row['key'],
        state: row['state'],
        dueAt: row['due_at'],
        clusterKind: row['repeat_kind'],
        parentOrderKey: row['parent_order_key'],
        publicReply: row['public_reply'],
      };
    },
    rows: async (table: string): Promise<Row[]> => db(table).orderBy('key'),
    async incidents(): Promise<string[]> {
      const rows: Row[] = await db('incident').whereNull('resolved_at');
      return rows.map((row) => `${String(row['element_id'])} ${String(row['message_zh'])}`);
    },
    /** Moves the clock, firing what falls due on the way. */
    async until(instant: string): Promise<void> {
      const fired = new Set<unknown>();
      for (;;) {
        const [next]: Row[] = await db('timer')
          .where('due_at', '<=', Date.parse(instant))
          .orderBy(['due_at', 'key'])
          .limit(1);
        if (!next) break;
        if (restarts && !fired.has(next['element_id'])) await host.restart();
        fired.add(next['element_id']);
        host.clock.moveTo(Number(next['due_at']));
        await host.loop.submit(fireTimer, { timerKey: Number(next['key']) }, { actor: system });
      }
      host.clock.moveTo(Date.parse(instant));
    },
    /** To the next timer of an element. */
    async untilNext(element: string): Promise<void> {
      const row: Row | undefined = await db('timer').where({ element_id: element }).orderBy('due_at').first();
      await town.until(new Date(Number(row?.['due_at'])).toISOString());
    },
  };

  async function openTasks(where: object): Promise<Row[]> {
    return db('user_task')
      .join('process_instance', 'process_instance.key', 'user_task.process_instance_key')
      .where({ ...where, 'user_task.state': 'CREATED' })
      .orderBy('user_task.key')
      .select('user_task.*');
  }

  function holderOf(task: Row): string {
    const groups = JSON.parse(String(task['candidate_groups'])) as string[];
    const login = PEOPLE.find(([, roles, code]) =>
      roles.some((role) => groups.includes(role) || groups.includes(`unit:${units[code]}:${role}`)),
    )?.[0];
    if (!login) throw new Error(`nobody is offered ${String(task['element_id'])}: ${groups.join(', ')}`);
    return login;
  }

  async function attempt(where: object, element: string, variables: object): Promise<Answer & { login: string }> {
    if (restarts) await (met.has(element) ? host : server).restart();
    met.add(element);
    const [task] = await openTasks({ ...where, 'user_task.element_id': element });
    if (!task) throw new Error(`no open task ${element} of ${JSON.stringify(where)}`);
    const login = holderOf(task);
    const url = `/v2/user-tasks/${String(task['key'])}/completion`;
    return { ...(await town.as(login, 'POST', url, { variables })), login };
  }

  async function complete(where: object, element: string, variables: object): Promise<void> {
    const { status, text, login } = await attempt(where, element, variables);
    if (status !== 204) throw new Error(`${element} by ${login}: ${text}`);
  }
  return town;
}

/** A made-up number. */
export function phone(who: number): string {
  return `1000000${String(who).padStart(4, '0')}`;
}

/** Shanghai time of an instant, to the minute. */
function local(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
