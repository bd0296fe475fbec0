import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { writeLinesDaily } from '../../src/jobs/write-daily-lines.ts';
import { createMessageTexts } from '../../src/store/message-texts.ts';
import { createVault } from '../../src/store/vault.ts';
import { openTestServer } from '../helpers/http.ts';

/*
 * An order on the books over HTTP, by people of a section and the secretary; its daily line; the words of its messages.
 */

const { call: send, keyFor, account, signIn, host } = await openTestServer(t);
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', 'yunxi'));
type Caller = string | Readonly<Record<string, string>>;
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
  ['registrar', 'registrar', 'response_office'],
  ['secretary', 'party_secretary', 'response_office'],
  ['handler', 'section_handler', 'urban_construction'],
  ['leader', 'section_leader', 'urban_construction'],
  ['outsider', 'section_handler', 'civil_affairs'],
] as const) {
  await account('yunxi', login, [role], Number(units[code]));
}
const people: Record<string, Readonly<Record<string, string>>> = {};
for (const login of ['registrar', 'secretary', 'handler', 'leader', 'outsider']) people[login] = await signIn(login);

async function complete(login: string, elementId: string, variables: object) {
  const who = people[login] ?? {};
  const { items } = (await call(who, 'GET', '/api/tasks')).body;
  const task = items.find((each: { elementId: string }) => each.elementId === elementId);
  return call(who, 'POST', `/v2/user-tasks/${task?.userTaskKey}/completion`, { variables });
}

t.test('an order is put on the books and taken off again', async (t) => {
  const { orderNo } = (
    await call(admin, 'POST', '/api/appeals', {
      source: 'service_hall',
      type: 'help',
      category: 'road_damage',
      title: '院内地基下陷',
      content: '院内地面塌了一块。',
      placeKind: 'rural',
      unitKey: units['village_01'],
      appellant: { name: '测试甲', phone: '10000000001' },
    })
  ).body;
  const url = `/api/work-orders/${orderNo}`;
  const site = { finding: 'yes', solvableBy: 'section' };
  const hold = {
    reason: 'ownership',
    plan: '由清算组处置资产后修复',
    expectedOn: '2026-12-31',
    reply: '已协调清算组。',
  };
  for (const [login, elementId, variables] of [
    ['registrar', 'verify', { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } }],
    ['secretary', 'sign_off', { signOff: 'approve' }],
    ['handler', 'sign', { objection: false }],
    ['handler', 'first_contact', { contactMethod: 'phone', contactAnswered: true }],
    ['handler', 'check_site', { site }],
    ['handler', 'handle_self', { route: 'suspension' }],
  ] as const)
    t.match(await complete(login, elementId, variables), { status: 204 }, elementId);
  t.match(await complete('handler', 'request_suspension', { hold: { ...hold, plan: '' } }), { status: 400 });
  t.match(await complete('handler', 'request_suspension', { hold }), { status: 204 });
  t.match(await complete('leader', 'agree_suspension', { sectionOpinion: 'agree' }), { status: 204 });
  t.match(await complete('secretary', 'approve_suspension', { suspension: 'approved' }), { status: 204 });
  t.match((await call(people['handler'] ?? {}, 'GET', `${url}/side-routes`)).body, {
    suspensions: [{ state: 'suspended', expectedOn: '2026-12-31', reviews: 0 }],
    extensions: [],
  });
  for (const who of [people['outsider'] ?? {}, stranger])
    t.match(await call(who, 'GET', `${url}/side-routes`), { status: 404 });

  host.clock.moveTo(Date.parse('2026-01-05T17:00:00+08:00'));
  const log = { info() {}, warn() {}, error() {} };
  const { submit } = host.loop;
  await writeLinesDaily({ store: host.store.duties, submit, clock: host.clock, log }).tick();
  const lines = '/api/daily-lines?date=2026-01-05';
  t.match((await call(people['secretary'] ?? {}, 'GET', lines)).body.items, [{ orderNo, state: 'suspended' }]);
  t.match((await call(people['handler'] ?? {}, 'GET', lines)).body.items, [{ orderNo }]);
  t.same((await call(people['outsider'] ?? {}, 'GET', lines)).body.items, []);

  const vault = createVault('only for tests');
  const entries = await host.store.reader('outbox_entry').where({ channel: 'appellant' }).orderBy('key');
  const payload = entries
    .map(({ payload: text }) => JSON.parse(String(text)))
    .find((each) => each.template === 'suspended');
  const words = () =>
    createMessageTexts(host.store.reader, vault).textOf({ tenantId: 'yunxi', channel: 'appellant', payload });
  t.match(await words(), { zh: /措施:由清算组处置资产后修复;预计 2026-12-31 前解决。已协调清算组。/ });
  const own = { zh: '{appellant}您好,{no} 预计 {expectedOn} 解决。', en: '{no}: expected {expectedOn}.' };
  const template = '/api/message-templates/suspended';
  t.match(await call(people['handler'] ?? {}, 'PUT', template, own), { status: 403 });
  t.match(await call(admin, 'PUT', template, { ...own, zh: '{phone}您好' }), {
    status: 400,
    body: { code: 'ERR_TEMPLATE_PLACEHOLDER' },
  });
  t.match(await call(admin, 'PUT', '/api/message-templates/nothing', own), { status: 404 });
  t.match(await call(admin, 'PUT', template, own), { status: 204 });
  t.match(await words(), { zh: `测**您好,${orderNo} 预计 2026-12-31 解决。` }, 'the addressee alone, masked');
  const listed = (await call(admin, 'GET', '/api/message-templates')).body.items;
  t.match(
    listed.find(({ name }: { name: string }) => name === 'suspended'),
    { to: 'appellant', value: own },
  );
  t.match(await call(admin, 'DELETE', template), { status: 204 });
  t.match(await words(), { zh: /措施/ });

  t.match(await call(people['outsider'] ?? {}, 'POST', `${url}/condition-resolved`), { status: 404 });
  t.match(await call(people['handler'] ?? {}, 'POST', `${url}/condition-resolved`), { status: 204 });
  t.match(await call(people['handler'] ?? {}, 'POST', `${url}/condition-resolved`), {
    status: 409,
    body: { code: 'ERR_SUSPENSION_NOT_FOUND' },
  });
  t.match((await call(admin, 'GET', url)).body, { state: 'in_progress' });
});
