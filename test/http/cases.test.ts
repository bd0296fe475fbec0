import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { fireTimer } from '../../src/commands/process/fire-timer.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { openTestServer } from '../helpers/http.ts';

/*
 * Appeals over HTTP, through the township's own processes, by people of different units. All data is made up; the telephone numbers are of
 * a range that no operator has.
 */

const { call, keyFor, account, signIn, host, log } = await openTestServer(t);
const system = systemActor('test', 'yunxi');
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', system);

const admin = await keyFor('yunxi', ['*']);
const hotline = await keyFor('yunxi', ['appeals:read', 'appeals:write']);
const units: Record<string, string> = {};
for (const [kind, code, name] of [
  ['section', 'response_office', '接诉即办办公室'],
  ['section', 'urban_construction', '城乡建设科'],
  ['section', 'civil_affairs', '民政科'],
  ['village', 'village_01', '示例村甲'],
]) {
  units[code ?? ''] = (await call(admin, 'POST', '/api/org-units', { parentKey: null, kind, code, name })).body.unitKey;
}
const unit = (code: string): number => Number(units[code]);
await account('yunxi', 'registrar', ['registrar'], unit('response_office'));
await account('yunxi', 'secretary', ['party_secretary'], unit('response_office'));
await account('yunxi', 'handler', ['section_handler'], unit('urban_construction'));
await account('yunxi', 'other', ['section_handler'], unit('civil_affairs'));
const [registrar, secretary, handler, other] = await Promise.all(
  ['registrar', 'secretary', 'handler', 'other'].map(signIn),
);

const PHONE = '10000001234';
const APPEAL = {
  externalNo: 'BJ-1',
  source: 'hotline_12345',
  type: 'help',
  category: 'road_damage',
  title: '村口道路破损',
  content: `村口路面坑洼,联系电话${PHONE},请尽快维修。`,
  placeKind: 'rural',
  unitKey: units['village_01'],
  appellant: { name: '测试甲', phone: '+86 100 0000-1234', address: '示例村甲12号' },
};

t.test('an appeal is registered once', async (t) => {
  const headers = { 'idempotency-key': 'call-1' };
  const first = await call(hotline, 'POST', '/api/appeals', APPEAL, headers);
  t.match(first, { status: 201, body: { orderNo: 'JS-20260105-000001', isNew: true } });
  t.same((await call(hotline, 'POST', '/api/appeals', APPEAL, headers)).body, first.body, 'repeated under its key');
  t.match((await call(hotline, 'POST', '/api/appeals', APPEAL)).body, { orderNo: 'JS-20260105-000001', isNew: false });
  t.match(await call(hotline, 'POST', '/api/appeals', { ...APPEAL, title: '别的事' }), {
    status: 409,
    body: { code: 'ERR_EXTERNAL_NO_TAKEN' },
  });
  t.match(await call(hotline, 'POST', '/api/appeals', { ...APPEAL, externalNo: 'BJ-2', title: '测试甲家门口积水' }), {
    status: 400,
    body: { code: 'ERR_APPEAL_FIELD', detail: /without the name/ },
  });
  t.match(await call(hotline, 'POST', '/api/appeals', { ...APPEAL, category: 'weather' }), {
    status: 400,
    body: { place: 'body/category' },
  });
  t.match(await call(hotline, 'POST', '/api/appeals', { ...APPEAL, externalNo: 'BJ-2', title: `请打${PHONE}` }), {
    status: 400,
    body: { code: 'ERR_APPEAL_FIELD' },
  });
  t.match(await call(hotline, 'POST', '/api/appeals', { ...APPEAL, externalNo: 'BJ-2', unitKey: '999999' }), {
    status: 404,
    body: { code: 'ERR_UNIT_NOT_FOUND' },
  });
  t.match((await call(hotline, 'POST', '/api/work-orders/search', { filter: { phone: '100-0000-1234' } })).body.page, {
    totalItems: 1,
  });
});

const PATH = '/api/work-orders/JS-20260105-000001';
const complete = async (browser: Record<string, string> | undefined, elementId: string, variables: object) => {
  const { items } = (await call(null, 'GET', '/api/tasks', undefined, browser)).body;
  const task = items.find((each: { elementId: string }) => each.elementId === elementId);
  return (await call(null, 'POST', `/v2/user-tasks/${task?.userTaskKey}/completion`, { variables }, browser)).status;
};

t.test('people of different units take it on', async (t) => {
  const { items } = (await call(null, 'GET', '/api/tasks?show=offered', undefined, registrar)).body;
  t.match(items, [
    {
      elementId: 'verify',
      order: { orderNo: 'JS-20260105-000001', title: '村口道路破损', stateLabel: { zh: '已登记' } },
    },
  ]);
  t.same(items[0].order.stateLabel, { zh: '已登记', en: 'Registered' });
  t.equal((await call(null, 'GET', PATH, undefined, handler)).status, 404, 'not theirs yet');
  const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
  const wrong: readonly [answers: object, expected: object][] = [
    [{}, { place: 'variables.screening.complete', rule: 'required' }],
    [{ screening: 'yes' }, { place: 'variables.screening.complete', rule: 'required' }],
    [{ screening: { ...screening, complete: 'maybe' } }, { rule: 'enum', detail: /true, false/ }],
    [{ screening: { ...screening, emergency: 'yes' } }, { rule: 'type', detailZh: /110.*应为是或否/ }],
    [{ screening: { ...screening, affected: -1 } }, { place: 'variables.screening.affected', rule: 'minimum' }],
  ];
  for (const [variables, expected] of wrong) {
    const answer = await call(
      null,
      'POST',
      `/v2/user-tasks/${items[0].userTaskKey}/completion`,
      { variables },
      registrar,
    );
    t.match(answer, { status: 400, body: { code: 'ERR_ANSWER_INVALID', ...expected } }, JSON.stringify(variables));
  }
  t.equal(await complete(registrar, 'verify', { screening }), 204);
  t.equal(await complete(secretary, 'sign_off', {}), 400, 'silence is no approval');
  t.equal(await complete(secretary, 'sign_off', { signOff: 'approve' }), 204);

  const order = await call(null, 'GET', PATH, undefined, handler);
  t.match(order.body, {
    state: 'dispatched',
    level: 'L3',
    ownerUnitKey: units['urban_construction'],
    content: '村口路面坑洼,联系电话100****1234,请尽快维修。',
    appellant: { name: '测**', phone: '100****1234', address: '示例村甲*号' },
    deadlines: [{ kind: 'external', amount: 7, unit: 'natural_days', replaced: false }],
  });
  t.equal(
    (await call(null, 'GET', PATH, undefined, { ...handler, 'if-none-match': String(order.headers['etag']) })).status,
    304,
  );
  for (const path of [PATH, `${PATH}/history`])
    t.equal((await call(null, 'GET', path, undefined, other)).status, 404, path);
  for (const [path, body] of [
    ['supplements', { text: '补充' }],
    ['withdrawal', {}],
    ['reveal', { reason: '回访需要' }],
  ] as const) {
    const answer = await call(null, 'POST', `/api/appeals/JS-20260105-000001/${path}`, body, other);
    t.match(answer, { status: 404, body: { code: 'ERR_ORDER_NOT_FOUND' } }, path);
  }
  t.equal((await call(null, 'POST', '/api/work-orders/search', {}, other)).body.page.totalItems, 0);
  t.equal((await call(null, 'POST', '/api/work-orders/search', {}, handler)).body.page.totalItems, 1);
  t.equal(await complete(handler, 'sign', { objection: true, citedItem: `请致电 ${PHONE}` }), 400, 'no number');
  t.equal(await complete(handler, 'sign', { objection: false }), 204);
});

t.test('words and names are shown with care', async (t) => {
  const note = { kind: 'handling', text: `已电话联系测试甲 ${PHONE}` };
  const added = await call(null, 'POST', `${PATH}/notes`, note, { ...handler, 'idempotency-key': 'n1' });
  t.equal(added.status, 201);
  t.same((await call(null, 'POST', `${PATH}/notes`, note, { ...handler, 'idempotency-key': 'n1' })).body, added.body);
  t.match((await call(null, 'GET', PATH, undefined, handler)).body.notes, [
    { kind: 'handling', text: '已电话联系测** 100****1234' },
  ]);

  const reveal = (reason: string, browser: typeof handler) =>
    call(null, 'POST', '/api/appeals/JS-20260105-000001/reveal', { reason }, browser);
  t.match(await reveal('看', handler), { status: 400, body: { code: 'ERR_REVEAL_REASON' } });
  t.same((await reveal('电话回访核实', handler)).body, { name: '测试甲', phone: PHONE, address: '示例村甲12号' });
  const { items } = (await call(null, 'GET', `${PATH}/history`, undefined, handler)).body;
  const types = items.map((event: { type: string }) => event.type);
  for (const type of [
    'appeal.registered',
    'decision.evaluated',
    'order.dispatched',
    'user-task.completed',
    'party.revealed',
  ]) {
    t.ok(types.includes(type), type);
  }
  const kept = JSON.stringify(
    await Promise.all(
      ['audit_entry', 'process_instance', 'idempotency', 'party', 'appeal', 'order_note'].map((table) =>
        host.store.reader(table),
      ),
    ),
  );
  t.notMatch(kept + log.join(''), /10000001234|测试甲|示例村甲12号/, 'nothing in clear in the database or the log');
});

t.test('the appellant adds and withdraws', async (t) => {
  t.same((await call(hotline, 'POST', '/api/appeals/JS-20260105-000001/supplements', { text: '又塌了一块' })).body, {
    reopened: false,
  });
  t.equal((await call(hotline, 'POST', '/api/appeals/JS-20260105-000001/withdrawal')).status, 204);
  const none = await call(hotline, 'POST', '/api/appeals/JS-20260105-000009/withdrawal');
  t.match(none, { status: 404, body: { code: 'ERR_ORDER_NOT_FOUND' } });
  const result = { channel: 'hotline', reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' };
  const early = await call(hotline, 'POST', '/api/appeals/JS-20260105-000001/callback-results', result);
  t.match(early, { status: 409, body: { code: 'ERR_CALLBACK_STATE' } });
  const elsewhere = await keyFor('lucheng', ['*']);
  t.equal((await call(elsewhere, 'GET', PATH)).status, 404);
  t.equal((await call(elsewhere, 'POST', '/api/appeals/JS-20260105-000001/withdrawal')).status, 404);
});

t.test('a closed appeal is worked on again while new facts may come, and no longer', async (t) => {
  const { orderNo } = (
    await call(hotline, 'POST', '/api/appeals', {
      ...APPEAL,
      externalNo: 'BJ-9',
      title: '桥头路灯不亮',
      objectKey: '桥头',
    })
  ).body;
  const order = async () => (await call(admin, 'GET', `/api/work-orders/${orderNo}`)).body;
  const inspector = await keyFor('yunxi', ['*']);
  const done = async (elementId: string, variables: object, key = admin) => {
    const filter = { state: 'CREATED', elementId };
    const { items } = (await call(admin, 'POST', '/v2/user-tasks/search', { filter })).body;
    const task = items.at(-1);
    t.match(
      await call(key, 'POST', `/v2/user-tasks/${task?.userTaskKey}/completion`, { variables }),
      { status: 204 },
      elementId,
    );
  };
  const handled = async () => {
    await done('check_site', { site: { finding: 'yes', solvableBy: 'section' } });
    await done('handle_self', { route: 'done' });
    await done('fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '已修复。' });
    await done('review', { reviewPassed: true });
    if ((await order()).state === 'verifying') await done('verify_result', { finding: 'yes' }, inspector);
    const answers = { channel: 'hotline', reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' };
    t.equal((await call(hotline, 'POST', `/api/appeals/${orderNo}/callback-results`, answers)).status, 204);
    t.match(await order(), { state: 'closed' });
  };
  const add = () => call(hotline, 'POST', `/api/appeals/${orderNo}/supplements`, { text: '昨晚又灭了' });

  await done('verify', { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } });
  await done('sign_off', { signOff: 'approve' });
  await done('sign', { objection: false });
  await done('first_contact', { contactMethod: 'phone', contactAnswered: true });
  await handled();
  for (const [percentage, days, count] of [
    [50, 4, 1],
    [100, 7, 2],
  ]) {
    await call(admin, 'PUT', '/api/settings/rework_percentage', { value: percentage });
    t.same((await add()).body, { reopened: true });
    const again = await order();
    t.match(again, { state: 'reopened', reworkCount: count });
    t.match(again.deadlines.at(-1), { amount: days, unit: 'natural_days', replaced: false }, 'of seven days');
    t.match(again.deadlines.at(-1).basis, `原时限的${percentage}%,不少于24小时`);
    await handled();
  }
  await call(admin, 'PUT', '/api/settings/rework_percentage', { value: 50 });
  const archive = await host.store.reader('timer').where({ element_id: 'archive_due' }).orderBy('key', 'desc').first();
  host.clock.moveTo(Number(archive.due_at));
  await host.loop.submit(fireTimer, { timerKey: Number(archive.key) }, { actor: system });
  t.match(await order(), { state: 'archived', reworkCount: 2 });
  t.match(await add(), { status: 409, body: { code: 'ERR_ORDER_ENDED', detailZh: /已归档/ } });
  t.match(await order(), { state: 'archived', reworkCount: 2 }, 'nothing changed');
});

t.test('administrators tune without a diagram', async (t) => {
  await account('yunxi', 'admin', ['township_admin'], unit('response_office'));
  const chief = await signIn('admin');
  const limitOf = async (name: string, key = admin) =>
    (await call(key, 'GET', '/api/limits')).body.items.find((item: { name: string }) => item.name === name).values;
  t.match(await limitOf('order'), [
    { level: 'L1', value: { amount: 2, unit: 'hours' } },
    { level: 'L2' },
    { level: 'L3' },
    { level: 'L4' },
  ]);
  const value = { amount: 1, unit: 'hours', calendar: 'hotline' };
  t.equal((await call(null, 'PUT', '/api/limits/order/L1', value, chief)).status, 204);
  t.match((await limitOf('order'))[0], { value, default: { amount: 2 } });
  t.match((await limitOf('order', await keyFor('lucheng', ['admin:read'])))[0].value, { amount: 2 }, 'only here');
  t.equal((await call(null, 'DELETE', '/api/limits/order/L1', undefined, chief)).status, 204);
  t.match((await limitOf('order'))[0].value, { amount: 2 });
  t.match(await call(null, 'PUT', '/api/limits/naps/*', value, chief), {
    status: /40[04]/,
    body: { code: 'ERR_LIMIT_UNKNOWN' },
  });

  t.equal((await call(null, 'PUT', '/api/settings/max_rework', { value: 3 }, chief)).status, 204);
  t.match(
    (await call(null, 'GET', '/api/settings', undefined, chief)).body.items.find(
      (item: { name: string }) => item.name === 'max_rework',
    ),
    { value: 3, default: 2 },
  );
  t.match(await call(null, 'PUT', '/api/settings/max_rework', { value: 'many' }, chief), {
    status: 400,
    body: { code: 'ERR_SETTING_VALUE' },
  });
  t.equal(
    (await call(null, 'PUT', '/api/calendar/days/2026-03-03', { kind: 'holiday', note: '镇庙会' }, chief)).status,
    204,
  );
  t.equal((await call(null, 'DELETE', '/api/calendar/days/2026-03-03', undefined, chief)).status, 204);
  const year = {
    year: 2027,
    notice: '演示通知',
    holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
    adjustedWorkdays: [],
  };
  t.equal((await call(null, 'PUT', '/api/calendar/years', year, chief)).status, 403, 'the calendar of all townships');
  t.equal((await call(admin, 'PUT', '/api/calendar/years', year)).status, 200);
});
