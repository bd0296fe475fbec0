import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { openTestServer, type Answer } from '../helpers/http.ts';
import { jpegWithPosition } from '../helpers/photos.ts';

/*
 * What people do without an account after they have appealed: say more, withdraw, rate; and what everybody may know of a township.
 * All data is made up; the telephone numbers are of a range that no operator has.
 */

const { call, keyFor, account, signIn, host, log } = await openTestServer(t);
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', 'yunxi'));
const admin = await keyFor('yunxi', ['*']);
const units: Record<string, string> = {};
const addUnit = async (kind: string, code: string, name: string, parentKey: string | null) => {
  units[code] = (await call(admin, 'POST', '/api/org-units', { parentKey, kind, code, name })).body.unitKey;
};
await addUnit('street_township', 'township', '示例镇', null);
const town = units['township'] ?? null;
for (const [kind, code, name] of [
  ['section', 'response_office', '接诉即办办公室'],
  ['section', 'urban_construction', '城乡建设科'],
  ['village', 'village_01', '示例村甲'],
  ['village', 'village_02', '示例村乙'],
  ['village', 'village_03', '示例村丙'],
  ['village', 'village_04', '示例村丁'],
  ['village', 'village_05', '示例村戊'],
] as const)
  await addUnit(kind, code, name, town);
await addUnit('grid', 'grid_0101', '示例村甲一网格', units['village_01'] ?? null);
await account('yunxi', 'inspector', ['inspector'], Number(units['response_office']));
await account('yunxi', 'member', ['grid_member'], Number(units['grid_0101']));
await account('yunxi', 'handler', ['section_handler'], Number(units['urban_construction']));
const inspector = await signIn('inspector');
const member = await signIn('member');
const handler = await signIn('handler');

const own = '/api/townships/yunxi/appeals';
const APPEAL = {
  type: 'complaint',
  category: 'road_damage',
  title: '村口道路破损',
  content: '村口路面坑洼,请尽快维修。',
  placeKind: 'rural',
  unitKey: units['village_01'],
  appellant: { name: '测试甲', phone: '10000001234' },
};
interface Receipt {
  readonly orderNo: string;
  readonly code: string;
}
let made = 1;
/** Another place each time: the same matter again would be merged. */
async function appeal(): Promise<Receipt> {
  const appellant = { anonymous: true };
  const said = { ...APPEAL, unitKey: units[`village_0${++made}`], appellant };
  return (await call(null, 'POST', own, said)).body;
}
const ask = ({ orderNo, code }: Receipt, what: string, body: object = {}, headers = {}): Promise<Answer> =>
  call(null, 'POST', `${own}/${orderNo}/${what}`, { code, ...body }, headers);

/** Completes tasks of an order one after another; what is examined, by somebody else. */
async function follow(orderNo: string, path: readonly (readonly [elementId: string, variables: object])[]) {
  for (const [elementId, variables] of path) {
    const who = elementId === 'verify_result' ? null : admin;
    const search = { filter: { state: 'CREATED', elementId } };
    const { items } = (await call(admin, 'POST', '/v2/user-tasks/search', search)).body;
    const tasks = await Promise.all(
      items.map(async ({ userTaskKey }: { userTaskKey: string }) => ({
        userTaskKey,
        order: (await call(admin, 'GET', `/api/tasks/${userTaskKey}`)).body.order,
      })),
    );
    const key = tasks.find(({ order }) => order?.orderNo === orderNo)?.userTaskKey;
    // not every result is drawn to be examined
    if (elementId === 'verify_result' && !key) continue;
    const url = `/v2/user-tasks/${key}/completion`;
    const { status, text } = await call(who, 'POST', url, { variables }, who ? {} : inspector);
    if (status !== 204) throw new Error(`${elementId} of ${orderNo}: ${text}`);
  }
}
const DISPATCH = [
  ['verify', { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } }],
  ['sign_off', { signOff: 'approve' }],
  ['sign', { objection: false }],
  ['first_contact', { contactMethod: 'phone', contactAnswered: true }],
] as const;
const RESULT = [
  ['check_site', { site: { finding: 'yes', solvableBy: 'section' } }],
  ['handle_self', { route: 'done' }],
  ['fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '路面已修补。' }],
  ['review', { reviewPassed: true }],
  ['verify_result', { finding: 'yes' }],
] as const;

t.test('what everybody may know of a township', async (t) => {
  t.same((await call(null, 'GET', '/api/townships')).body.items, [{ tenantId: 'yunxi', name: '示例镇' }]);
  const { body } = await call(null, 'GET', '/api/townships/yunxi');
  t.match(body, {
    name: '示例镇',
    places: [{ unitKey: units['village_01'], name: '示例村甲', kind: 'village' }],
    retentionMonths: { contact: 24 },
  });
  t.equal(body.places.length, 5, 'no grids');
  t.ok(body.bodies.some(({ name }: { name: string }) => name === '城乡建设科'));
  t.match(await call(null, 'GET', '/api/townships/nowhere'), { status: 404, body: { code: 'ERR_TENANT_NOT_FOUND' } });
});

t.test('an appeal that is sent twice under its key is one, with a new code', async (t) => {
  const headers = { 'idempotency-key': 'k1' };
  const first = (await call(null, 'POST', own, APPEAL, headers)).body as Receipt;
  const again = (await call(null, 'POST', own, APPEAL, headers)).body as Receipt;
  t.equal(again.orderNo, first.orderNo);
  t.equal((await ask(first, 'status')).status, 404, 'the code that never arrived is none');
  t.match((await ask(again, 'status')).body, {
    state: 'registered',
    title: '村口道路破损',
    steps: [{ step: 'received' }],
    may: { supplement: true, withdraw: true, rate: false },
  });
  t.match(await call(null, 'POST', own, { ...APPEAL, objectKey: '10000001234旁' }), {
    status: 400,
    body: { code: 'ERR_APPEAL_FIELD' },
  });
  t.match(await call(null, 'POST', own, { ...APPEAL, title: '别的事' }, headers), {
    status: 409,
    body: { code: 'ERR_IDEMPOTENCY_KEY_REUSED' },
  });
});

t.test('more is said, with the code only', async (t) => {
  const receipt = await appeal();
  const wrong = { ...receipt, code: '0000-0000-0000' };
  for (const [what, body] of [
    ['supplements', { text: '又下雨了' }],
    ['withdrawal', {}],
    ['rating', { contacted: true, resolved: true, satisfaction: 'satisfied' }],
  ] as const)
    t.match(await ask(wrong, what, body), { status: 404, body: { code: 'ERR_ACCESS_CODE' } }, what);
  const headers = { 'idempotency-key': 's1' };
  t.match(await ask(receipt, 'supplements', { text: '又下雨了,找10000001234' }, headers), {
    status: 200,
    body: { reopened: false },
  });
  await ask(receipt, 'supplements', { text: '又下雨了,找10000001234' }, headers);
  t.equal((await ask(receipt, 'own-data')).body.added.length, 1, 'once under its key');
  t.match(await ask(receipt, 'supplements', { text: '' }), { status: 400 });
});

t.test('an appeal is withdrawn once', async (t) => {
  const receipt = await appeal();
  t.equal((await ask(receipt, 'withdrawal', { text: '已经解决了' })).status, 204);
  t.match((await ask(receipt, 'status')).body, {
    stateLabel: { zh: /撤诉|已归档/ },
    may: { supplement: false, withdraw: false, rate: false },
  });
  t.match(await ask(receipt, 'withdrawal', {}, { 'idempotency-key': 'w2' }), {
    status: 409,
    body: { code: 'ERR_ORDER_ENDED' },
  });
  t.match(await ask(receipt, 'supplements', { text: '还有一件事' }), {
    status: 409,
    body: { code: 'ERR_ORDER_ENDED' },
  });
});

t.test('the result is rated without being called, once a round', async (t) => {
  const receipt = await appeal();
  const rate = (resolved: boolean, satisfaction: string) =>
    ask(receipt, 'rating', { contacted: true, resolved, satisfaction });
  t.match(await rate(true, 'satisfied'), { status: 409, body: { code: 'ERR_CALLBACK_STATE' } });
  await follow(receipt.orderNo, [...DISPATCH, ...RESULT]);
  t.match((await ask(receipt, 'status')).body, {
    state: 'callback_pending',
    publicReply: '路面已修补。',
    dueBasis: /D02/,
    may: { withdraw: false, rate: true },
  });
  t.match(await rate(true, 'delighted'), { status: 400 });
  t.equal((await rate(false, 'dissatisfied')).status, 204);
  t.match((await ask(receipt, 'status')).body, { state: 'reopened', may: { rate: false } }, 'worked on again');
  await follow(receipt.orderNo, RESULT);
  t.match((await ask(receipt, 'status')).body.may, { rate: true }, 'and asked again');
  t.equal((await rate(true, 'satisfied')).status, 204);
  t.match((await ask(receipt, 'status')).body, {
    state: 'closed',
    may: { rate: false, supplement: true },
  });
  t.match(await rate(true, 'satisfied'), { status: 409, body: { code: 'ERR_CALLBACK_STATE' } });
  const { callbacks } = (await call(admin, 'GET', `/api/work-orders/${receipt.orderNo}`)).body;
  t.match(callbacks, [
    { round: 1, channel: 'web', reached: true, resolved: false },
    { round: 2, channel: 'web', satisfaction: 'satisfied' },
  ]);
  t.match((await ask(receipt, 'supplements', { text: '又破了' })).body, { reopened: true });
});

t.test('who is not content is explained to, and does not rate twice meanwhile', async (t) => {
  const receipt = await appeal();
  await follow(receipt.orderNo, [...DISPATCH, ...RESULT]);
  const rate = () => ask(receipt, 'rating', { contacted: true, resolved: true, satisfaction: 'dissatisfied' });
  t.equal((await rate()).status, 204);
  const { state, may } = (await ask(receipt, 'status')).body;
  if (state === 'callback_pending') {
    t.equal(may.rate, false);
    t.match(await rate(), { status: 409, body: { code: 'ERR_CALLBACK_GIVEN' } });
  } else t.match(await rate(), { status: 409 });
});

t.test('guessing codes is slowed down', async (t) => {
  const wrong = { orderNo: 'JS-20260105-000009', code: '0000-0000-0000' };
  let last = 0;
  for (let times = 0; times < 70 && last !== 429; times++) last = (await ask(wrong, 'rating', RATING)).status;
  t.equal(last, 429);
});
const RATING = { contacted: true, resolved: true, satisfaction: 'satisfied' };

t.test('a finding: its photos, and the order made of it under the same number', async (t) => {
  const { findingNo } = (
    await call(
      null,
      'POST',
      '/api/findings',
      {
        kind: 'patrol_routine',
        category: 'sanitation',
        placeKind: 'rural',
        title: '路边垃圾',
        content: '路边有垃圾,物主电话10000005555',
        gridKey: units['grid_0101'],
        photos: [{ mediaType: 'image/jpeg', data: jpegWithPosition().toString('base64') }],
      },
      member,
    )
  ).body;
  const path = `/api/findings/${findingNo}`;
  const detail = (await call(null, 'GET', path, undefined, member)).body;
  t.match(detail, {
    finding: { stateLabel: { zh: '已上报' }, kindLabel: { zh: '机制性巡查' }, reportedBy: /^account:/ },
    tasks: [],
  });
  t.notMatch(detail.finding.content, '10000005555');
  const { items } = (await call(null, 'GET', `${path}/photos`, undefined, member)).body;
  t.match(items, [{ mediaType: 'image/jpeg' }]);
  const photo = `${path}/photos/${items[0].photoKey}/content`;
  t.match(await call(null, 'GET', photo, undefined, member), {
    status: 200,
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, no-store' },
  });
  for (const url of [`${path}/photos`, photo])
    t.equal((await call(null, 'GET', url, undefined, handler)).status, 404, 'not of their unit');
  t.equal((await call(null, 'GET', `${path}/photos/1/content`, undefined, member)).status, 404);

  t.match((await call(admin, 'GET', path)).body.tasks, [{ name: '网格长认领' }]);
  const { userTaskKey } = (await call(admin, 'GET', path)).body.tasks[0];
  const claim = { claim: 'mine', site: { finding: 'yes', solvableBy: 'section' } };
  const done = await call(admin, 'POST', `/v2/user-tasks/${userTaskKey}/completion`, { variables: claim });
  t.equal(done.status, 204, done.text);
  const places = (await call(admin, 'GET', path)).body.points as { state: string }[];
  for (let i = 0; i < places.length; i++) {
    const [task] = (await call(admin, 'GET', path)).body.tasks;
    await call(admin, 'POST', `/v2/user-tasks/${task.userTaskKey}/completion`, {
      variables: { surveyResult: 'clear' },
    });
  }
  t.match((await call(admin, 'GET', path)).body.finding, { state: 'ordered', stateLabel: { zh: '已转工单' } });
  const order = `/api/work-orders/${findingNo}`;
  t.match(await call(admin, 'GET', order), { status: 200, body: { orderNo: findingNo, title: '路边垃圾' } });
  t.equal((await call(admin, 'GET', `${order}/history`)).status, 200);
  t.equal((await call(admin, 'GET', `${order}/attachments`)).status, 200);
  t.equal((await call(admin, 'GET', '/api/work-orders/XX-20260105-000001')).status, 400);
});

t.test('a snap with a place that was chosen', async (t) => {
  const photos = [{ mediaType: 'image/jpeg', data: jpegWithPosition().toString('base64') }];
  const snap = { category: 'greening', placeKind: 'rural', title: '绿地', content: '踩坏了', photos };
  const sent = await call(null, 'POST', '/api/townships/yunxi/snaps', { ...snap, unitKey: units['village_01'] });
  t.equal(sent.status, 201);
  t.match((await call(null, 'POST', '/api/townships/yunxi/snaps/status', sent.body)).body, {
    state: 'reported',
    publicReply: null,
  });
  t.equal((await call(null, 'POST', '/api/townships/yunxi/snaps/status', { receipt: 'A'.repeat(22) })).status, 404);
  t.match((await call(admin, 'GET', '/api/findings')).body.items[0], { unitKey: units['village_01'], gridKey: null });
  t.match(await call(null, 'POST', '/api/townships/yunxi/snaps', { ...snap, unitKey: '999999' }), { status: 404 });
});

t.test('nothing of it stands in the log', async (t) => {
  t.notMatch(log.join('\n'), /10000001234|10000005555|又下雨了/);
});
