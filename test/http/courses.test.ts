import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { openTestServer } from '../helpers/http.ts';

/* What the pages of tasks and cases ask for beyond the case itself. All data is made up. */

const { call, keyFor, account, signIn, host } = await openTestServer(t);
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', 'yunxi'));
const admin = await keyFor('yunxi', ['*']);
const units: Record<string, string> = {};
for (const code of ['response_office', 'urban_construction', 'civil_affairs']) {
  const unit = { parentKey: null, kind: 'section', code, name: `示例科室${code}` };
  units[code] = (await call(admin, 'POST', '/api/org-units', unit)).body.unitKey;
}
await account('yunxi', 'registrar', ['registrar'], Number(units['response_office']));
await account('yunxi', 'other', ['section_handler'], Number(units['civil_affairs']));
const registrar = await signIn('registrar');
const other = await signIn('other');
const ask = (path: string, browser = registrar) => call(null, 'GET', path, undefined, browser);

const orders: string[] = [];
for (const [title, category] of [
  ['村口道路破损', 'road_damage'],
  ['路灯不亮', 'noise'],
] as const) {
  const appeal = {
    source: 'service_hall',
    type: 'complaint',
    category,
    title,
    content: '示例内容。',
    placeKind: 'rural',
    appellant: { name: '示例甲', phone: '10000000001' },
  };
  orders.push((await call(admin, 'POST', '/api/appeals', appeal)).body.orderNo);
}

t.test('own tasks are filtered, first lost first', async (t) => {
  const of = async (query: string) =>
    (await ask(`/api/tasks?${query}`)).body.items.map((task: { order: { orderNo: string } }) => task.order.orderNo);
  t.same(await of(''), orders);
  t.same(await of('limit=1'), orders.slice(0, 1));
  const { page } = (await ask('/api/tasks?limit=1')).body;
  t.equal(page.totalItems, 2);
  t.same(await of(`limit=1&after=${page.endCursor}`), orders.slice(1));
  t.same(await of(`text=${encodeURIComponent('路灯')}`), orders.slice(1));
  t.same(await of(`text=${orders[0]}`), orders.slice(0, 1));
  t.same(await of(`text=${encodeURIComponent('%')}`), [], 'no wildcard');
  t.same(await of('step=verify'), orders);
  t.same(await of('step=sign_off'), []);
  t.same(await of('level=L1'), []);
  t.same(await of('due=overdue'), []);
  t.equal((await ask('/api/tasks?due=tomorrow')).status, 400);
  const [first] = (await ask('/api/tasks')).body.items;
  t.same((await ask(`/api/tasks/${first.userTaskKey}`)).body, first, 'one of them, as it is in the list');
  t.equal((await ask(`/api/tasks/${first.userTaskKey}`, other)).status, 404);
});

t.test('where an order stands in its diagrams', async (t) => {
  const path = `/api/work-orders/${orders[0]}/diagrams`;
  const { items } = (await ask(path)).body;
  const intake = items.find((item: { processDefinitionId: string }) => item.processDefinitionId === 'intake');
  const root = items.find(
    (item: { parentProcessInstanceKey: string | null }) => item.parentProcessInstanceKey === null,
  );
  t.ok(root, 'the case itself');
  t.match(intake, {
    state: 'ACTIVE',
    parentProcessInstanceKey: root.processInstanceKey,
    late: [],
    tasks: [{ elementId: 'verify', state: 'CREATED' }],
  });
  t.ok(intake.active.includes('verify'));
  t.ok(root.active.includes(intake.parentElementId), 'called from where the case stands');
  t.ok(root.visited.length > 0);
  const xml = await ask(`${path}/${intake.processDefinitionKey}/xml`);
  t.equal(xml.status, 200);
  t.match(xml.text, /id="verify"/);

  t.equal((await ask(path, other)).status, 404, 'not for other units');
  t.equal((await ask(`${path}/${intake.processDefinitionKey}/xml`, other)).status, 404);
  const { body } = await call(admin, 'POST', '/v2/process-definitions/search', {
    filter: { processDefinitionId: 'whistle' },
  });
  t.equal((await ask(`${path}/${body.items[0].processDefinitionKey}/xml`)).status, 404, 'only its own diagrams');
});

t.test('people are known by name', async (t) => {
  const { items } = (await ask('/api/people')).body;
  t.match(items, [
    { id: /^account:/, displayName: '测试registrar', unitKey: units['response_office'], active: true },
    {},
  ]);
  t.notOk('login' in items[0], 'no more than that');
});
