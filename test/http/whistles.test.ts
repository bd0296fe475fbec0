import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { openTestServer } from '../helpers/http.ts';

/*
 * A whistle over HTTP, by people of different units; and the duty list.
 */

const { call: send, keyFor, account, signIn, host } = await openTestServer(t);
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', 'yunxi'));
type Caller = string | Readonly<Record<string, string>>;
/** By API key, or in a browser's session. */
const call = (who: Caller, method: string, url: string, body?: unknown) =>
  typeof who === 'string' ? send(who, method, url, body) : send(null, method, url, body, who);
const admin = await keyFor('yunxi', ['*']);
const stranger = await keyFor('elsewhere', ['*']);
const units: Record<string, string> = {};
for (const [kind, code, name] of [
  ['section', 'response_office', '接诉即办办公室'],
  ['section', 'urban_construction', '城乡建设科'],
  ['section', 'civil_affairs', '民政科'],
  ['village', 'village_01', '示例村甲'],
]) {
  units[code ?? ''] = (await call(admin, 'POST', '/api/org-units', { parentKey: null, kind, code, name })).body.unitKey;
}
for (const [login, role, code] of [
  ['village', 'village_secretary', 'village_01'],
  ['handler', 'section_handler', 'urban_construction'],
  ['outsider', 'section_handler', 'civil_affairs'],
  ['office', 'response_office', 'response_office'],
] as const) {
  await account('yunxi', login, [role], Number(units[code]));
}
const village = await signIn('village');
const handler = await signIn('handler');
const outsider = await signIn('outsider');
const unitKey = units['urban_construction'];
const AT = { unitKey, latitude: 40.1234, longitude: 117.1234, personCount: 2, topRank: 'section_leader' };
const WHISTLE = { analysis: { alliance: true, reason: 'no_means', place: '示例村甲', units: ['urban_construction'] } };

async function complete(who: Caller, elementId: string, variables: object) {
  const { items } = (await call(who, 'GET', '/api/tasks')).body;
  const task = items.find((each: { elementId: string }) => each.elementId === elementId);
  return call(who, 'POST', `/v2/user-tasks/${task?.userTaskKey}/completion`, { variables });
}

t.test('a village whistles, a section reports in', async (t) => {
  t.match(await call(village, 'POST', '/api/whistles', { analysis: { ...WHISTLE.analysis, units: [] } }), {
    status: 400,
  });
  t.match(await call(village, 'POST', '/api/whistles/preview', { alliance: true }), {
    status: 200,
    body: { kind: 'priority', level: 'community', approvers: [], after: false, rules: ['d05_04'] },
  });
  t.match((await call(handler, 'POST', '/api/whistles/preview', { alliance: true })).body, {
    approvers: ['leading_member'],
  });
  const blown = await call(village, 'POST', '/api/whistles', WHISTLE);
  t.match(blown, { status: 201, body: { whistleNo: 'CS-20260105-000001' } });
  const url = `/api/whistles/${blown.body.whistleNo}`;
  t.match((await call(village, 'GET', url)).body, {
    level: 'community',
    stageLabel: { step: 4, zh: '问题受理' },
    units: [{ unitKey, arrivedAt: null, rating: null }],
  });
  for (const who of [outsider, stranger]) t.match(await call(who, 'GET', url), { status: 404 });
  t.same((await call(outsider, 'GET', '/api/whistles')).body, { items: [] });

  t.match((await call(handler, 'GET', url)).body, { tasks: [{ elementId: 'sign_whistle', unitKey }] });
  t.same((await call(village, 'GET', url)).body.tasks, [], 'a task is shown to whom it is offered');
  const { whistleNo } = blown.body;
  t.match((await call(handler, 'GET', '/api/tasks')).body.items, [
    { order: null, matter: { kind: 'whistle', id: whistleNo, no: whistleNo, title: '示例村甲' } },
  ]);
  t.match(await complete(handler, 'sign_whistle', { objection: false }), { status: 204 });
  t.match(await call(handler, 'POST', `${url}/contacts`, { unitKey }), { status: 200 });
  t.match(await call(handler, 'POST', `${url}/report-ins`, { ...AT, personCount: 0 }), { status: 400 });
  t.match(await call(outsider, 'POST', `${url}/report-ins`, AT), { status: 403, body: { code: 'ERR_NOT_OWN_UNIT' } });
  t.match(await call(stranger, 'POST', `${url}/report-ins`, AT), { status: 404 });
  t.match(await call(handler, 'POST', `${url}/report-ins`, AT), { status: 201, body: { late: false } });
  t.match(await call(handler, 'POST', `${url}/report-ins`, AT), {
    status: 409,
    body: { code: 'ERR_ALREADY_REPORTED' },
  });
  t.match(await complete(handler, 'handle_part', { partResult: 'done' }), { status: 204 });
  t.match(await complete(village, 'conclude', { whistleOutcome: 'solved' }), { status: 204 });
  const rating = { cooperation: 20, effect: 30, feedback: 10 };
  t.match(await complete(village, 'rate', { rating }), { status: 204 });
  t.match(await call(handler, 'POST', `${url}/back-ratings`, { unitKey, rating: 'necessary' }), { status: 204 });
  t.match(await call(handler, 'POST', `${url}/rating-corrections`, { unitKey }), {
    status: 403,
    body: { code: 'ERR_WHISTLE_ROLE' },
  });
  t.match((await call(village, 'GET', '/api/whistles')).body.items, [
    {
      stage: 'closed',
      result: 'solved',
      units: [{ rating: 101, ratingItems: { effect: 30 }, backRating: 'necessary', topRank: 'section_leader' }],
    },
  ]);
  t.same((await call(village, 'GET', '/api/whistles?open=true')).body, { items: [] });
  t.match(await call(village, 'POST', `${url}/cancellation`), { status: 409, body: { code: 'ERR_WHISTLE_STAGE' } });
  t.match(await call(admin, 'POST', `${url}/rating-corrections`, { unitKey }), { status: 201 });
  const arrivedArea = { latitude: 40.123, longitude: 117.123 };
  t.match((await call(village, 'GET', url)).body.units, [{ rating: 0, arrivedArea }], 'to about 100 metres');

  const figures = async (who: Caller, from: string, to: string) =>
    (await call(who, 'GET', `/api/whistle-figures?from=${from}&to=${to}`)).body;
  const year = ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'] as const;
  t.match(await figures(village, ...year), {
    all: { called: 1, due: 1, onTime: 1, share: 1 },
    byLevel: [{ level: 'grid', called: 0, share: null }, { level: 'community', onTime: 1, share: 1 }, { share: null }],
    units: [{ unitKey, whistles: { rated: 1, mean: 0 }, directives: { rated: 0, mean: null } }],
  });
  t.match(await figures(village, '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'), { all: { called: 0 }, units: [] });
  t.match(await figures(stranger, ...year), { all: { called: 0 }, units: [] }, 'each township its own');
});

t.test('who cannot say where they are reports in all the same; a whistle is called off with a reason', async (t) => {
  const blown = await call(village, 'POST', '/api/whistles', WHISTLE);
  const url = `/api/whistles/${blown.body.whistleNo}`;
  const { latitude, longitude: _, ...nowhere } = AT;
  t.match(await call(handler, 'POST', `${url}/report-ins`, { ...nowhere, latitude }), { status: 400 }, 'half a place');
  t.match(await call(handler, 'POST', `${url}/report-ins`, nowhere), { status: 201, body: { late: false } });
  const reason = { reason: '请联系10000000001' };
  t.match(await call(village, 'POST', `${url}/cancellation`, reason), { body: { code: 'ERR_WHISTLE_FIELD' } });
  t.match(await call(village, 'POST', `${url}/cancellation`, { reason: '误报' }), { status: 204 });
  t.match((await call(village, 'GET', url)).body, { stage: 'cancelled', tasks: [] });
});

t.test('a unit objects, the office sees where it waits', async (t) => {
  const office = await signIn('office');
  await call(village, 'POST', '/api/whistles', WHISTLE);
  const objection = { objection: true, citedItem: '9.9', proposedUnit: 'civil_affairs' };
  t.match(await complete(handler, 'sign_whistle', objection), { status: 204 });
  const said = { origin: 'whistle', whistleNo: 'CS-20260105-000003', unitKey, citedItem: '9.9', ruling: null };
  const { items } = (await call(office, 'GET', '/api/disputes?open=true')).body;
  t.match(items, [{ ...said, step: { userTaskKey: null, dueAt: /^2026/ } }]);
  const [own] = (await call(handler, 'GET', '/api/disputes')).body.items;
  t.match(own, { ...said, step: { elementId: 'correct_request', userTaskKey: /^\d+$/ } });
  t.same((await call(stranger, 'GET', '/api/disputes')).body, { items: [] });
});

t.test('the duty list is changed by administrators and read by all', async (t) => {
  const item = {
    title: '农村道路养护',
    category: 'road_damage',
    mainUnitCode: 'urban_construction',
    coUnitCodes: ['village_01'],
    legalBasis: '镇职责清单',
    scope: 'township',
  };
  t.match(await call(handler, 'PUT', '/api/duty-list/3.5', item), { status: 403 });
  t.match(await call(admin, 'PUT', '/api/duty-list/3.5', item), { status: 200, body: { version: 1 } });
  t.match(await call(admin, 'PUT', '/api/duty-list/3.5', { ...item, title: '道路养护' }), { body: { version: 2 } });
  t.match((await call(handler, 'GET', '/api/duty-list')).body, {
    items: [{ code: '3.5', version: 2, title: '道路养护' }],
  });
  t.match((await call(handler, 'GET', '/api/duty-list/3.5/versions')).body, {
    items: [
      { version: 2, validTo: null },
      { version: 1, title: '农村道路养护', validTo: /^2026/ },
    ],
  });
  t.same((await call(stranger, 'GET', '/api/duty-list')).body, { items: [] });
  t.match(await call(handler, 'GET', '/api/work-orders/JS-20260105-000001/disputes'), { status: 404 });
});
