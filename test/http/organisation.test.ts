import t from 'tap';
import { fireTimer } from '../../src/commands/process/fire-timer.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { registerAppeal } from '../../src/commands/appeal/register-appeal.ts';
import { sealAppeal } from '../../src/domain/appeal/appeal-draft.ts';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { createMessageRecipients } from '../../src/store/message-recipients.ts';
import { createVault } from '../../src/store/vault.ts';
import { testActor } from '../helpers/host.ts';
import { openTestServer } from '../helpers/http.ts';

const server = await openTestServer(t);
const { host, call } = server;
const admin = await server.keyFor('yunxi', ['*']);
const other = await server.keyFor('beihu', ['*']);
const add = async (parentKey: string | null, kind: string, code: string) =>
  call(admin, 'POST', '/api/org-units', { parentKey, kind, code, name: `示例${code}` });
const made = async (...given: Parameters<typeof add>): Promise<string> => (await add(...given)).body.unitKey;

const city = await made(null, 'municipality', 'city');
const district = await made(city, 'district', 'district');
const town = await made(district, 'street_township', 'township');
const office = await made(town, 'section', 'response_office');
const roads = await made(town, 'section', 'urban_construction');
const works = await made(town, 'section', 'public_works');
const village = await made(town, 'village', 'village_1');
const grid = await made(village, 'grid', 'grid_1');

const secretary = await server.account('yunxi', 'secretary', ['party_secretary'], Number(town));
const deputy = await server.account('yunxi', 'deputy', ['section_leader'], Number(office));
const duty = await server.account('yunxi', 'duty', ['section_handler'], Number(works));
const handler = await server.account('yunxi', 'handler', ['section_handler'], Number(roads));
await server.account('yunxi', 'boss', ['township_admin'], Number(town));
const as = {
  secretary: await server.signIn('secretary'),
  deputy: await server.signIn('deputy'),
  duty: await server.signIn('duty'),
  boss: await server.signIn('boss'),
};
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', testActor('yunxi'));
const vault = createVault('only for tests');
const { orderNo } = await host.loop.submit(
  registerAppeal,
  sealAppeal(vault, {
    source: 'web',
    type: 'complaint',
    category: 'road_damage',
    title: '村口路面破损',
    content: '路面有坑',
    placeKind: 'rural',
    unitKey: Number(village),
    objectKey: '村口路',
    appellant: { name: '张某某', phone: '10000000001', address: '一组' },
  }),
  { actor: testActor('yunxi') },
);
const tasksOf = async (headers: Record<string, string>) =>
  (await call(null, 'GET', '/api/tasks', undefined, headers)).body.items as {
    userTaskKey: string;
    elementId: string;
  }[];
const open = async (elementId: string): Promise<string> => {
  const { items } = (await call(admin, 'POST', '/v2/user-tasks/search', { filter: { state: 'CREATED', elementId } }))
    .body;
  return items[0]?.userTaskKey as string;
};
await call(admin, 'POST', `/v2/user-tasks/${await open('verify')}/completion`, {
  variables: { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } },
});
const recipients = (to: number | string) =>
  createMessageRecipients(host.store.reader).recipientsOf(
    { tenantId: 'yunxi', channel: 'staff', payload: { to } },
    host.clock.now(),
  );
const period = { startAt: '2026-01-05T00:00:00.000+08:00', endAt: '2026-01-09T00:00:00.000+08:00' };

t.test('the tree', async (t) => {
  t.match(
    await add(null, 'section', 'stray'),
    { status: 400, body: { code: 'ERR_UNIT_PARENT' } },
    'a section hangs under the township',
  );
  t.match(await add(village, 'department', 'stray'), { status: 400, body: { code: 'ERR_UNIT_PARENT' } });
  t.match(await add(town, 'section', 'public_works'), { status: 409, body: { code: 'ERR_UNIT_CODE_TAKEN' } }, 'twice');
  const member = await made(grid, 'alliance_member', 'shop');
  const tierOf = async () =>
    (await call(admin, 'GET', '/api/org-units?limit=100')).body.items.find(
      (unit: { unitKey: string }) => unit.unitKey === member,
    ).allianceTier;
  t.equal(await tierOf(), 1);
  t.equal((await call(admin, 'POST', `/api/org-units/${member}/move`, { parentKey: village })).status, 204);
  t.equal(await tierOf(), 2, 'of the community tier where it hangs under a village');
  t.match(await call(admin, 'POST', `/api/org-units/${member}/move`, { parentKey: office }), {
    body: { code: 'ERR_UNIT_PARENT' },
  });
  t.match(await call(other, 'PATCH', `/api/org-units/${member}`, { name: '他镇' }), {
    status: 404,
    body: { code: 'ERR_UNIT_NOT_FOUND' },
  });
  t.equal((await call(admin, 'PATCH', `/api/org-units/${member}`, { name: '示例商户' })).status, 204);
  t.same((await call(admin, 'POST', `/api/org-units/${member}/closure`, {})).body, { orders: 0, tasks: 0, people: 0 });
  t.match(
    await call(admin, 'POST', `/api/org-units/${member}/closure`, {}),
    { status: 409, body: { code: 'ERR_UNIT_STATE' } },
    'twice',
  );
  t.equal((await call(admin, 'POST', `/api/org-units/${member}/reopening`)).status, 204);
  t.match(await call(admin, 'POST', `/api/org-units/${member}/reopening`), { body: { code: 'ERR_UNIT_STATE' } });
  t.match(await call(admin, 'POST', `/api/org-units/${village}/closure`, {}), {
    status: 409,
    body: { code: 'ERR_UNIT_IN_USE' },
  });
});

t.test('a leader hands sign-off to a deputy', async (t) => {
  t.same(await tasksOf(as.deputy), []);
  const given = {
    toAccountKey: String(deputy),
    role: 'party_secretary',
    acts: ['sign_off'],
    ...period,
    reason: '外出学习',
  };
  const hand = (headers: Record<string, string>, change = {}) =>
    call(null, 'POST', '/api/delegations', { ...given, ...change }, headers);
  t.match(await hand(as.duty), { status: 403, body: { code: 'ERR_ROLE_NOT_HELD' } }, 'only what one holds');
  t.match(await hand(as.secretary, { toAccountKey: String(secretary) }), { body: { code: 'ERR_STAND_IN' } });
  t.match(await hand(as.secretary, { endAt: period.startAt }), { body: { code: 'ERR_PERIOD' } });
  const { status, body } = await hand(as.secretary);
  t.equal(status, 201);
  t.match(await hand(as.secretary), { status: 409, body: { code: 'ERR_DELEGATION_OVERLAPS' } }, 'twice');
  t.match((await call(null, 'GET', '/api/delegations', undefined, as.deputy)).body.items, [
    { fromName: '测试secretary', acts: ['sign_off'] },
  ]);

  const [task] = await tasksOf(as.deputy);
  t.equal(task?.elementId, 'sign_off', 'offered to the deputy too');
  const complete = (headers: Record<string, string>) =>
    call(
      null,
      'POST',
      `/v2/user-tasks/${task?.userTaskKey}/completion`,
      { variables: { signOff: 'approve' } },
      headers,
    );
  t.match(
    await complete(as.boss),
    { status: 403, body: { code: 'ERR_TASK_OF_OTHERS' } },
    'who runs the processes does not sign',
  );
  t.equal((await complete(as.deputy)).status, 204);
  const row = await host.store.reader('work_order').where({ order_no: orderNo }).first();
  t.match(row, { signed_off_by: `account:${deputy}`, state: 'dispatched', owner_unit_key: Number(roads) });
  t.ok(row.sign_off_delegated);
  const { items } = (await call(admin, 'GET', `/api/work-orders/${orderNo}/history`)).body;
  const said = items.find((event: { type: string }) => event.type === 'order.signed-off').detail;
  t.match(
    said,
    { by: `account:${deputy}`, onBehalfOf: `account:${secretary}`, standing: 'delegation' },
    'both are named',
  );

  t.match(await call(null, 'DELETE', `/api/delegations/${body.delegationKey}`, undefined, as.duty), {
    body: { code: 'ERR_DELEGATION_OF_OTHERS' },
  });
  t.equal((await call(null, 'DELETE', `/api/delegations/${body.delegationKey}`, undefined, as.secretary)).status, 204);
  t.match(await call(null, 'DELETE', `/api/delegations/${body.delegationKey}`, undefined, as.secretary), {
    body: { code: 'ERR_DELEGATION_NOT_FOUND' },
  });
});

t.test('who is on duty for a unit is offered what it has to sign', async (t) => {
  t.same(await tasksOf(as.duty), []);
  const shift = { unitKey: roads, accountKey: String(duty), roles: ['section_handler'], ...period };
  t.match(
    await call(null, 'POST', '/api/duty-shifts', shift, as.deputy),
    { body: { code: 'ERR_ROLE_NOT_HELD' } },
    'not a unit of others',
  );
  t.match(await call(null, 'POST', '/api/duty-shifts', { ...shift, roles: ['auditor'] }, as.boss), {
    body: { code: 'ERR_STAND_IN' },
  });
  const { status, body } = await call(null, 'POST', '/api/duty-shifts', shift, as.boss);
  t.equal(status, 201);
  t.match(await call(null, 'POST', '/api/duty-shifts', shift, as.boss), {
    status: 409,
    body: { code: 'ERR_SHIFT_OVERLAPS' },
  });
  t.match((await call(null, 'GET', `/api/duty-shifts?unitKey=${roads}`, undefined, as.duty)).body.items, [
    { displayName: '测试duty' },
  ]);
  t.same(await recipients(Number(roads)), [duty], 'and is told what the unit is told');
  t.same(
    (await tasksOf(as.duty)).map(({ elementId }) => elementId),
    ['sign'],
    'and nothing but signing and approving',
  );
  t.equal((await call(null, 'DELETE', `/api/duty-shifts/${body.shiftKey}`, undefined, as.boss)).status, 204);
  t.match(await call(null, 'DELETE', `/api/duty-shifts/${body.shiftKey}`, undefined, as.boss), {
    body: { code: 'ERR_SHIFT_NOT_FOUND' },
  });
  t.same(await tasksOf(as.duty), []);
  t.same(await recipients(Number(roads)), [handler], 'without a roster everybody of the unit is told');
  t.same(await recipients('party_secretary'), [secretary]);
  t.same(await recipients(`account:${deputy}`), [deputy]);
});

t.test('posts', async (t) => {
  const give = (roles: string[]) => call(admin, 'POST', `/api/accounts/${duty}/posts`, { unitKey: office, roles });
  t.match(await give(['auditor']), { status: 409, body: { code: 'ERR_ROLES_INCOMPATIBLE' } });
  const { postKey } = (await give(['callback_agent'])).body;
  t.match(await give(['callback_agent']), { status: 409, body: { code: 'ERR_POST_TAKEN' } });
  const use = (key: string | null) => call(null, 'PUT', '/api/session/post', { postKey: key }, as.duty);
  t.match(await use('999'), { status: 404, body: { code: 'ERR_POST_NOT_FOUND' } });
  t.equal((await use(postKey)).status, 204);
  t.match((await call(null, 'GET', '/api/session', undefined, as.duty)).body, {
    unitKey: office,
    roles: ['callback_agent'],
  });
  t.match((await call(null, 'GET', '/api/session/posts', undefined, as.duty)).body.items, [
    { postKey: null, isActive: false },
    { postKey, isActive: true },
  ]);
  t.match((await call(null, 'GET', `/api/org-units/${office}/people`, undefined, as.duty)).body.items, [
    { isMainPost: true },
    { accountKey: String(duty), isMainPost: false },
  ]);
  t.equal((await use(null)).status, 204);
  t.equal((await call(admin, 'DELETE', `/api/posts/${postKey}`)).status, 204);
  t.match(await call(admin, 'DELETE', `/api/posts/${postKey}`), { body: { code: 'ERR_POST_NOT_FOUND' } });
});

t.test('leaders of villages', async (t) => {
  const name = (unit: string, accountKey: number | null) =>
    call(admin, 'PUT', `/api/org-units/${unit}/leaders/guide_leader`, {
      accountKey: accountKey === null ? null : String(accountKey),
    });
  t.match(await name(roads, secretary), { status: 400, body: { code: 'ERR_NOT_A_VILLAGE' } });
  t.equal((await name(village, secretary)).status, 204);
  t.match((await call(admin, 'GET', '/api/village-leaders')).body.items, [
    { villageKey: village, kindLabel: { zh: '包保领导' }, displayName: '测试secretary' },
  ]);
  t.equal((await name(village, null)).status, 204);
  t.same((await call(admin, 'GET', '/api/village-leaders')).body.items, []);
});

t.test('a unit with open orders is closed only in favour of a successor', async (t) => {
  const close = (body: object) => call(admin, 'POST', `/api/org-units/${roads}/closure`, body);
  const refused = await close({});
  t.match(refused, { status: 409, body: { code: 'ERR_UNIT_IN_USE' } });
  t.match(refused.body.detail, new RegExp(`1 open orders \\(such as ${orderNo}\\), [1-9]\\d* open tasks`));
  t.match(
    await close({ successorKey: village }),
    { body: { code: 'ERR_NOT_FIRST_RECIPIENT' } },
    'a village only assists',
  );
  t.match(await close({ successorKey: roads }), { body: { code: 'ERR_UNIT_SUCCESSOR' } });
  t.same((await tasksOf(as.duty)).length, 0);
  t.match((await close({ successorKey: works })).body, { orders: 1, people: 1 });
  t.match(await host.store.reader('work_order').where({ order_no: orderNo }).first(), {
    owner_unit_key: Number(works),
  });
  t.match(await host.store.reader('account').where({ key: handler }).first(), { unit_key: Number(works) });
  const [sign] = await tasksOf(as.duty);
  t.equal(sign?.elementId, 'sign');
  t.equal(
    (
      await call(
        null,
        'POST',
        `/v2/user-tasks/${sign?.userTaskKey}/completion`,
        { variables: { objection: false } },
        as.duty,
      )
    ).status,
    204,
  );
  t.ok((await tasksOf(as.duty)).length > 0, 'and so is what comes up later');
});

t.test('an order is left out of the rates by two people', async (t) => {
  const url = `/api/work-orders/${orderNo}/exclusions`;
  const wanted = { code: 'duplicate', evidence: '与另一工单同一事项' };
  const apply = (headers: Record<string, string>) => call(null, 'POST', url, wanted, headers);
  t.match(await apply(as.deputy), { status: 403, body: { code: 'ERR_EXCLUSION_UNIT' } }, 'not a unit of others');
  t.equal((await call(other, 'POST', url, wanted)).status, 404, 'another town');
  const both = await server.account('yunxi', 'both', ['section_leader', 'deputy_leader'], Number(works));
  const own = await server.signIn('both');
  t.equal((await apply(own)).status, 201);
  t.match(await apply(own), { status: 409, body: { code: 'ERR_EXCLUSION_STATE' } }, 'twice');
  const rule = async (headers: Record<string, string>) =>
    call(
      null,
      'POST',
      `/v2/user-tasks/${await open('rule_exclusion')}/completion`,
      { variables: { exclusionGranted: true, evidenceComplete: true } },
      headers,
    );
  const refused = await rule(own);
  t.match(refused, { status: 403, body: { code: 'ERR_EXCLUSION_SAME_PERSON' } });
  t.match(refused.body.detailZh, '测试both', 'by name');
  t.match(await rule(as.duty), { body: { code: 'ERR_NOT_FOUND' } }, 'wrong role');
  t.equal((await rule(as.secretary)).status, 204);
  t.match((await call(admin, 'GET', url)).body.items, [
    {
      code: 'duplicate',
      state: 'granted',
      range: 'all',
      appliedBy: `account:${both}`,
      decidedBy: `account:${secretary}`,
    },
  ]);
  t.ok((await host.store.reader('work_order').where({ order_no: orderNo }).first()).excluded);
  const further = { code: 'beyond_power', evidence: '镇职责清单外' };
  t.equal((await call(null, 'POST', url, further, own)).status, 201, 'another reason');
  const due = await host.store.reader('user_task').where({ element_id: 'rule_exclusion', state: 'CREATED' }).first();
  t.equal(Number(due.due_at) > host.clock.now(), true, 'its review has a limit');
  const overdue = await host.store.reader('timer').where({ element_id: 'review_overdue' }).first();
  host.clock.moveTo(Number(overdue.due_at));
  await host.loop.submit(
    fireTimer,
    { timerKey: Number(overdue.key) },
    { actor: systemActor('fire-due-timers', 'yunxi') },
  );
  const urged = await host.store.reader('outbox_entry').whereLike('payload', '%"exclusion_overdue"%');
  t.equal(urged.length, 1, 'a late review is urged, never taken as a yes');
  as.secretary = await server.signIn('secretary');
  as.duty = await server.signIn('duty');
  t.equal((await rule(as.secretary)).status, 204);
  t.match((await call(admin, 'GET', url)).body.items, [
    { state: 'granted' },
    { code: 'beyond_power', state: 'granted' },
  ]);
  const reverse = (headers: Record<string, string>) =>
    call(null, 'POST', `/api/work-orders/${orderNo}/exclusion-reversal`, undefined, headers);
  t.match(await reverse(as.duty), { body: { code: 'ERR_EXCLUSION_ROLE' } });
  t.equal((await reverse(as.secretary)).status, 204);
  t.match((await call(admin, 'GET', url)).body.items, [{ state: 'reversed' }, { state: 'reversed' }]);
  t.match(await reverse(as.secretary), { body: { code: 'ERR_EXCLUSION_NOT_FOUND' } });
});

t.test('roles that one person must not hold together', async (t) => {
  const create = (login: string, roles: string[]) =>
    call(admin, 'POST', '/api/accounts', { login, password: 'long enough 123', displayName: login, roles });
  t.match(await create('a1', ['system_admin', 'section_handler']), {
    status: 409,
    body: { code: 'ERR_ROLES_INCOMPATIBLE' },
  });
  t.match(await create('a2', ['auditor', 'township_admin']), { body: { code: 'ERR_ROLES_INCOMPATIBLE' } });
  t.match(await create('a3', ['scorer', 'section_leader']), { body: { code: 'ERR_ROLES_INCOMPATIBLE' } });
  t.equal((await create('a4', ['scorer'])).status, 201);
});
