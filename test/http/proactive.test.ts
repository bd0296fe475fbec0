import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { openTestServer, type Answer } from '../helpers/http.ts';
import { jpegWithPosition } from '../helpers/photos.ts';

/*
 * Findings, directives and the worksheet over HTTP; a photo of a resident needs no account. All data is made up.
 */

const { call, keyFor, account, signIn, host, log } = await openTestServer(t);
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', 'yunxi'));

const admin = await keyFor('yunxi', ['*']);
const units: Record<string, string> = {};
const addUnit = async (kind: string, code: string, name: string, parentKey: string | null): Promise<void> => {
  units[code] = (await call(admin, 'POST', '/api/org-units', { parentKey, kind, code, name })).body.unitKey;
};
await addUnit('section', 'response_office', '接诉即办办公室', null);
await addUnit('section', 'urban_construction', '城乡建设科', null);
await addUnit('department', 'planning_office', '规自所', null);
await addUnit('village', 'village_01', '示例村甲', null);
await addUnit('grid', 'grid_0101', '示例村甲一网格', units['village_01'] ?? null);
const unit = (code: string): number => Number(units[code]);
await account('yunxi', 'member', ['grid_member'], unit('grid_0101'));
await account('yunxi', 'leader', ['grid_leader'], unit('grid_0101'));
await account('yunxi', 'handler', ['section_handler'], unit('urban_construction'));
await account('yunxi', 'contact', ['department_contact'], unit('planning_office'));
await account('yunxi', 'office', ['response_office'], unit('response_office'));
await account('yunxi', 'secretary', ['party_secretary'], unit('response_office'));
const as: Record<string, Record<string, string>> = {};
for (const login of ['member', 'leader', 'handler', 'contact', 'office', 'secretary']) as[login] = await signIn(login);
const command = await keyFor('yunxi', ['appeals:read', 'appeals:write'], ['district_command']);

const SNAP = {
  category: 'greening',
  placeKind: 'residential',
  title: '绿地里堆了建筑垃圾',
  content: '三号楼后面的绿地,请尽快清运。',
  position: { latitude: 40.20012, longitude: 117.08023 },
  contact: '10000007777',
  photos: [{ mediaType: 'image/jpeg', data: jpegWithPosition().toString('base64') }],
};

/** Completes the open task of this element, as somebody. */
async function complete(who: string | null, elementId: string, variables: object): Promise<Answer> {
  const search = { filter: { state: 'CREATED', elementId } };
  const found = await call(admin, 'POST', '/v2/user-tasks/search', search);
  const key = found.body.items[0]?.userTaskKey;
  return call(who ? null : admin, 'POST', `/v2/user-tasks/${key}/completion`, { variables }, who ? as[who] : {});
}

t.test('a photo without an account', async (t) => {
  t.equal((await call(admin, 'PUT', `/api/org-units/${units['grid_0101']}/place`, SNAP.position)).status, 204);
  t.equal((await call(admin, 'PUT', `/api/org-units/${units['village_01']}/place`, SNAP.position)).status, 404);

  const sent = await call(null, 'POST', '/api/townships/yunxi/snaps', SNAP);
  t.equal(sent.status, 201);
  t.same(Object.keys(sent.body), ['receipt'], 'nothing that names anybody or anything');
  const path = `/api/snaps/${sent.body.receipt}`;
  t.match((await call(null, 'GET', path)).body, { state: 'reported', label: { zh: '已上报' }, publicReply: null });
  t.equal((await call(null, 'GET', `/api/snaps/${'A'.repeat(22)}`)).status, 404);

  const listed = await call(null, 'GET', '/api/findings', undefined, as['leader']);
  t.match(listed.body.items, [{ kind: 'snap', gridKey: units['grid_0101'], area: '40.2,117.08' }]);
  t.same((await call(null, 'GET', '/api/findings', undefined, as['handler'])).body.items, [], 'not of their unit');
  t.notMatch(listed.text, /10000007777|三号楼|4AAQ/);

  const { findingNo, title } = listed.body.items[0];
  t.match((await call(null, 'GET', '/api/tasks', undefined, as['leader'])).body.items, [
    { elementId: 'claim', order: null, matter: { kind: 'finding', id: findingNo, no: findingNo, title } },
  ]);
  t.match((await call(null, 'GET', `/api/findings/${findingNo}`, undefined, as['leader'])).body.tasks, [
    { elementId: 'claim', processDefinitionId: 'proactive' },
  ]);

  t.match(await complete('leader', 'claim', { claim: 'mine', site: { solvableBy: 'spot' } }), { status: 204 });
  t.match(await complete('member', 'solve_on_spot', { publicReply: '已清运。' }), { status: 204 });
  t.match(await complete('leader', 'confirm_solution', { confirmed: true }), { status: 204 });
  t.match((await call(null, 'GET', path)).body, { state: 'solved_on_spot', publicReply: '已清运。' });
  t.notMatch(log.join('\n'), /10000007777|三号楼/);
  for (const table of ['process_instance', 'audit_entry', 'outbox_entry', 'finding', 'finding_photo', 'user_task']) {
    t.notMatch(JSON.stringify(await host.store.reader(table)), /10000007777|三号楼|4AAQ/, `${table}: sealed`);
  }
});

t.test('what a photo must not be, and how many', async (t) => {
  const send = (changes: object) => call(null, 'POST', '/api/townships/yunxi/snaps', { ...SNAP, ...changes });
  t.equal((await send({ title: '找10000001111' })).status, 400);
  t.equal((await send({ position: undefined, photos: [] })).status, 400);
  t.equal((await send({ position: { latitude: 99, longitude: 0 } })).status, 400);
  t.equal((await send({ kind: 'patrol_routine' })).status, 400, 'a resident reports no patrol');
  t.equal((await call(null, 'POST', '/api/townships/nowhere/snaps', SNAP)).status, 404);
  let last = 0;
  for (let times = 0; times < 20 && last !== 429; times++) last = (await send({ title: `第${times}张` })).status;
  t.equal(last, 429, 'its own limit for one address');
});

t.test('a finding of the grid, and its counter', async (t) => {
  const { contact: _contact, ...said } = SNAP;
  const report = { ...said, kind: 'patrol_routine', objectKey: '2号楼', gridKey: units['grid_0101'] };
  const send = (who: string) => call(null, 'POST', '/api/findings', report, as[who]);
  t.match(await send('handler'), { status: 403, body: { code: 'ERR_FINDING_REPORTER' } });
  const { status, body } = await send('member');
  t.equal(status, 201);
  t.match((await call(null, 'GET', `/api/findings/${body.findingNo}`, undefined, as['leader'])).body, {
    finding: { state: 'reported' },
    points: [],
  });
  t.equal((await call(null, 'GET', `/api/findings/${body.findingNo}`, undefined, as['contact'])).status, 404);
  const counters = await call(admin, 'GET', '/api/grid-counters?month=2026-01');
  t.match(counters.body.items, [{ discover: 1, report: 0, relieve: 0, evidence: [{ count: 'discover', delta: 1 }] }]);
});

t.test('what is foreseen: a hot spot at once, a season every year', async (t) => {
  const forecast = {
    category: 'heating',
    placeKind: 'rural',
    title: '入冬前供暖设施排查',
    content: '排查老旧管网。',
    unitKeys: [],
  };
  const send = (path: string, body: object, who = 'office') => call(null, 'POST', path, body, as[who]);
  for (const path of ['/api/forecasts', '/api/seasons'])
    t.match(await send(path, { ...forecast, ...(path === '/api/seasons' && { startsOn: '11-01' }) }, 'member'), {
      status: 403,
    });
  t.match(await send('/api/forecasts', { ...forecast, unitKeys: ['999999'] }), {
    status: 404,
    body: { code: 'ERR_UNIT_NOT_FOUND' },
  });
  t.match(await send('/api/forecasts', { ...forecast, title: '找10000001111' }), { status: 400 });
  const foreseen = await send('/api/forecasts', forecast);
  t.match(foreseen, { status: 201, body: { items: [{ findingNo: /^WS-/ }] } }, 'the only village');
  const found = `/api/findings/${foreseen.body.items[0].findingNo}`;
  t.match((await call(null, 'GET', found, undefined, as['office'])).body.finding, {
    kind: 'forecast',
    category: 'heating',
    unitKey: units['village_01'],
    state: 'reported',
  });

  const season = { ...forecast, startsOn: '11-01', unitKeys: [units['village_01']] };
  t.match(await send('/api/seasons', { ...season, startsOn: '13-01' }), { status: 400 });
  const planned = await send('/api/seasons', season);
  t.equal(planned.status, 201);
  const { seasonKey } = planned.body;
  t.same((await call(null, 'GET', '/api/seasons', undefined, as['office'])).body.items, [
    {
      seasonKey,
      startsOn: '11-01',
      category: 'heating',
      title: '入冬前供暖设施排查',
      unitKeys: [units['village_01']],
      openedYear: 2025,
    },
  ]);
  const stop = (who: string) => call(null, 'DELETE', `/api/seasons/${seasonKey}`, undefined, as[who]);
  t.equal((await stop('member')).status, 403);
  t.equal((await stop('office')).status, 204);
  t.match(await stop('office'), { status: 404, body: { code: 'ERR_SEASON_NOT_FOUND' } });
  t.same((await call(null, 'GET', '/api/seasons', undefined, as['office'])).body.items, []);
});

t.test('a directive and its public progress', async (t) => {
  const draft = {
    title: '整治管线乱缠乱布',
    path: '逐条街巷清理',
    limitDays: 30,
    source: 'duty_dispute',
    leadUnitKey: units['planning_office'],
    coUnitKeys: [],
    orderNos: [],
  };
  t.equal((await call(null, 'POST', '/api/directives', draft, as['handler'])).status, 403);
  const { status, body } = await call(command, 'POST', '/api/directives', draft);
  t.equal(status, 201);
  const progress = { percent: 30, text: '已完成三条街' };
  const path = `/api/directives/${body.directiveKey}`;
  t.equal((await call(null, 'POST', `${path}/progress`, progress, as['contact'])).status, 409, 'a draft only');
  await complete(null, 'issue', { issueDecision: 'issue' });
  t.match(await complete('contact', 'sign_directive', { signed: true }), { status: 204 });
  t.equal((await call(null, 'POST', `${path}/progress`, progress, as['handler'])).status, 403);
  t.equal((await call(null, 'POST', `${path}/progress`, progress, as['contact'])).status, 204);
  const kept = { percent: 35, text: '与产权单位协商费用', isPublic: false };
  t.equal((await call(null, 'POST', `${path}/progress`, kept, as['contact'])).status, 204);
  const published = await call(null, 'GET', '/api/townships/yunxi/directives/ZL-2026-1');
  t.same(published.body.progress.length, 1, 'what is kept for the units is not for everybody');
  t.match(published.body, { label: '已签收', overdue: false, progress: [{ percent: 30, text: '已完成三条街' }] });
  t.equal((await call(null, 'GET', '/api/townships/yunxi/directives/ZL-2026-9')).status, 404);
  t.match((await call(admin, 'GET', '/api/directives')).body.items, [
    { directiveNo: 'ZL-2026-1', percent: 35, limitDays: 30, orderNos: [] },
  ]);
  t.match((await call(null, 'GET', path, undefined, as['contact'])).body, {
    directive: { percent: 35 },
    progress: [{ isPublic: true }, { text: '与产权单位协商费用', isPublic: false }],
    tasks: [{ elementId: 'lead_work' }],
  });
  t.match((await call(null, 'GET', '/api/tasks', undefined, as['contact'])).body.items, [
    { elementId: 'lead_work', matter: { kind: 'directive', id: body.directiveKey, title: draft.title } },
  ]);
  t.same((await call(admin, 'GET', '/api/directives?overdue=true')).body.items, []);
  t.match((await call(admin, 'GET', path)).body, { directive: { state: 'signed' }, bulletins: [] });
  t.equal((await call(command, 'POST', `${path}/withdrawal`)).status, 204);
  t.equal((await call(command, 'POST', `${path}/withdrawal`)).status, 409);
});

t.test('the worksheet has exactly its eight columns', async (t) => {
  const appeal = {
    source: 'superior_task',
    type: 'help',
    category: 'greening',
    title: '=小区绿地被占',
    content: '被占用种菜。',
    placeKind: 'residential',
    unitKey: units['village_01'],
    appellant: { anonymous: true },
  };
  const { orderNo } = (await call(admin, 'POST', '/api/appeals', appeal)).body;
  const path = `/api/work-orders/${orderNo}`;
  t.equal((await call(admin, 'POST', `${path}/worksheet`, { days: 60, safety: true })).status, 204);
  t.match(await call(admin, 'POST', `${path}/worksheet`), { status: 409, body: { code: 'ERR_WORKSHEET_TWICE' } });
  t.same((await call(admin, 'GET', '/api/worksheet')).body.rows, [], 'not screened yet');
  const { waiting } = (await call(admin, 'GET', '/api/worksheet/board')).body;
  t.match(waiting, [{ orderNo, screening: 'pending', issueClass: null, claimLeader: null }]);
  const entered = {
    screening: 'entered',
    screeningReason: '安全隐患',
    targetResult: '恢复绿地',
    responsible: 'handler',
  };
  t.match(await complete('secretary', 'screen_issue', entered), { status: 204 });
  t.equal((await call(admin, 'PUT', `${path}/measures`, { measures: '限期清理' })).status, 204);
  const sheet = (await call(admin, 'GET', '/api/worksheet?issueClass=urgent')).body;
  t.same(sheet.columns, ['任务来源', '结果目标', '主要内容', '解决措施', '处理结果', '责任人', '上报时间', '销号时限']);
  const cells = ['上级任务', '恢复绿地', '=小区绿地被占', '限期清理', '已登记', '测试handler', '2026-01-05', ''];
  t.same(sheet.rows[0].cells, cells);
  t.same((await call(admin, 'GET', '/api/worksheet?issueClass=new')).body.rows, []);
  const board = (await call(admin, 'GET', '/api/worksheet/board')).body;
  t.match(board.counts, { submitted: 1, entered: 1, done: 0, open: 1, urgent: 1, hard: 0, new: 0 });
  t.match(board.classes, [{ label: '结果倒排' }, { label: '问题挂牌' }, { label: '目标上墙' }]);
  const csv = await call(admin, 'GET', '/api/worksheet/export');
  t.match(csv.headers['content-type'], /text\/csv/);
  const [header, row] = csv.text.split('\r\n');
  t.equal(header, `\uFEFF${sheet.columns.map((name: string) => `"${name}"`).join(',')}`);
  t.match(row, `"'=小区绿地被占"`, 'no spreadsheet takes it for a formula');
  t.match(
    (await call(admin, 'GET', '/api/worksheet/export?hidden=true')).text,
    /"问题类别","承办单位","实际销号时间","状态"/,
  );
});
