import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { openTestServer } from '../helpers/http.ts';

/*
 * A hand-down over HTTP: the village reads the pack and votes, and nobody learns who appealed or who voted how. All data is made up.
 */

const { call, keyFor, account, signIn, host, log } = await openTestServer(t);
const system = systemActor('test', 'yunxi');
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', system);
const admin = await keyFor('yunxi', ['*']);
const units: Record<string, string> = {};
for (const [kind, code, name] of [
  ['section', 'response_office', '接诉即办办公室'],
  ['section', 'urban_construction', '城乡建设科'],
  ['village', 'village_01', '示例村甲'],
  ['village', 'village_02', '示例村乙'],
]) {
  units[code ?? ''] = (await call(admin, 'POST', '/api/org-units', { parentKey: null, kind, code, name })).body.unitKey;
}
const unit = (code: string): number => Number(units[code]);
await account('yunxi', 'secretary', ['party_secretary'], unit('response_office'));
await account('yunxi', 'village', ['village_secretary'], unit('village_01'));
await account('yunxi', 'neighbour', ['village_secretary'], unit('village_02'));
await account('yunxi', 'handler', ['section_handler'], unit('urban_construction'));
const [secretary, village, neighbour, handler] = await Promise.all(
  ['secretary', 'village', 'neighbour', 'handler'].map(signIn),
);
const PHONE = '10000001234';
const { orderNo } = (
  await call(admin, 'POST', '/api/appeals', {
    source: 'hotline_12345',
    type: 'complaint',
    category: 'road_damage',
    title: '村口道路破损',
    content: `路面坑洼,联系电话${PHONE}。`,
    placeKind: 'rural',
    unitKey: units['village_01'],
    appellant: { name: '测试甲', phone: PHONE, address: '示例村甲12号' },
  })
).body;
/** A call within somebody's session. */
const as = (session: Record<string, string> | undefined, method: string, path: string, body?: unknown) =>
  call(null, method, path, body, session);
const of = (what: string) => `/api/work-orders/${orderNo}/${what}`;

/** Completes the order's open task, which must be this one. */
async function complete(elementId: string, variables: Record<string, unknown>): Promise<void> {
  const { key } = await host.store.reader('user_task').where({ element_id: elementId, state: 'CREATED' }).first();
  const answer = await call(admin, 'POST', `/v2/user-tasks/${key}/completion`, { variables });
  if (answer.status >= 300) throw new Error(`${elementId}: ${JSON.stringify(answer.body)}`);
}

t.test('the roster is kept under seal', async (t) => {
  for (const category of ['old_party_member', 'old_cadre', 'lawyer']) {
    const body = { villageKey: units['village_01'], category, name: '示例人员', phone: '10000009999' };
    t.match(await as(village, 'POST', '/api/panel-candidates', body), { status: 201 });
  }
  const body = { villageKey: units['urban_construction'], category: 'lawyer', name: '某' };
  t.match(await call(admin, 'POST', '/api/panel-candidates', body), {
    status: 404,
    body: { code: 'ERR_UNIT_NOT_FOUND' },
  });
  t.match(await as(handler, 'POST', '/api/panel-candidates', { ...body, villageKey: units['village_01'] }), {
    status: 403,
  });
  const roster = await as(village, 'GET', `/api/panel-candidates?villageKey=${units['village_01']}`);
  t.match(roster.body.items, [{ name: '示**' }, {}, {}]);
  t.same((await as(neighbour, 'GET', `/api/panel-candidates?villageKey=${units['village_01']}`)).body.items, []);
});

t.test('the village reviews a claim without learning whose it is', async (t) => {
  t.match(await as(village, 'GET', of('hand-down')), { status: 404, body: { code: 'ERR_HAND_DOWN_NOT_FOUND' } });
  await complete('verify', { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } });
  await complete('sign_off', { signOff: 'approve' });
  await complete('sign', { objection: false });
  await complete('first_contact', { contactMethod: 'phone', contactAnswered: true });
  await complete('check_site', { site: { finding: 'no', solvableBy: 'none', doubtful: true } });
  await complete('prepare_case', { handDown: { legalBasis: '《公路法》第三十五条' } });
  t.match(await as(village, 'GET', of('panel-pack')), { status: 404 }, 'nothing to read yet');
  t.match((await as(village, 'GET', '/api/hand-downs?open=true')).body, { items: [{ orderNo, state: 'preparing' }] });
  t.notMatch(JSON.stringify((await as(village, 'GET', '/api/hand-downs')).body), /村口/, 'a list names no title');
  t.same((await as(neighbour, 'GET', '/api/hand-downs')).body, { items: [] });
  t.same((await as(secretary, 'GET', '/api/hand-downs?open=false')).body, { items: [] });
  await complete('judge_claim', { judgement: 'untrue' });
  await complete('sign_hand_down', { handDownSign: 'approve' });
  const panelTasks = async (query = '') => (await as(village, 'GET', `/api/tasks${query}`)).body.items;
  t.notMatch(JSON.stringify(await panelTasks()), /村口/, 'nor does a task of the panel');
  t.same(await panelTasks(`?text=${encodeURIComponent('村口')}`), [], 'which is not found by it either');
  await complete('inform_appellant', { informedBy: 'visit' });

  const pack = await as(village, 'GET', of('panel-pack'));
  t.match(pack, { status: 200, body: { village: '示例村甲', month: '2026-01', name: null } });
  t.match(await as(neighbour, 'GET', of('panel-pack')), { status: 404 }, 'another village reads nothing');
  await as(handler, 'POST', of('consents'), { purpose: 'named_to_panel', given: true, form: 'recorded' });
  t.match((await as(village, 'GET', of('panel-pack'))).body, { name: null }, 'a consent by telephone is not enough');
  t.match(await as(handler, 'POST', of('consents'), { purpose: 'named_to_panel', given: true, form: 'written' }), {
    status: 204,
  });
  t.match((await as(village, 'GET', of('panel-pack'))).body, { name: '测试甲' });

  const { seats } = (await as(village, 'GET', of('hand-down'))).body;
  t.match(seats, [{ seat: 'seated' }, { seat: 'seated' }, { seat: 'seated' }]);
  for (const { candidateKey } of seats) {
    const body = { stage: 'panel', candidateKey, choice: 'unreasonable' };
    t.match(await as(neighbour, 'POST', of('votes'), body), { status: 404 });
    t.match(await as(village, 'POST', of('votes'), body), { status: 204 });
    t.match(await as(village, 'POST', of('votes'), body), { status: 409, body: { code: 'ERR_VOTED_ALREADY' } });
  }
  await complete('deliberate', { opinion: { isTrue: 'no' } });
  t.match((await as(village, 'GET', of('hand-down'))).body, {
    ballots: [{ round: 1, stage: 'panel', cast: 3 }],
    villageKey: units['village_01'],
    facts: { siteChecked: true, contacts: 1, basis: true },
    verdicts: [{ round: 1, conclusion: 'untrue' }],
    hasPack: true,
    converted: null,
    state: 'published',
    counts: [{ unreasonable: 3, members: 3 }],
    publications: [{ conclusion: 'untrue', to: '2026-01-08T16:00:00.000Z' }],
  });
  t.match(await as(handler, 'POST', of('objections'), { text: '评议有误' }), { status: 204 });
  t.match((await as(village, 'GET', of('hand-down'))).body, { state: 'invalid' }, 'nobody is left for another panel');
  t.match(await as(village, 'POST', of('verdict-overturning'), { reason: '证据不足' }), { status: 403 });
  t.match(await as(secretary, 'POST', of('verdict-overturning'), { reason: '证据不足' }), {
    status: 409,
    body: { code: 'ERR_VERDICT_STANDS' },
  });
  t.match(await as(secretary, 'POST', of('recusals'), { candidateKey: seats[0].candidateKey, reason: 'kinship' }), {
    status: 200,
    body: { replacedBy: null },
  });
  const period = 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z';
  t.same((await as(secretary, 'GET', `/api/hand-down-conversion?${period}`)).body, {
    orders: { total: 0, converted: 0, percentage: null },
    persons: { total: 0, converted: 0, percentage: null },
  });
  t.match(await call(admin, 'POST', '/api/points-entries/1/approval'), {
    status: 404,
    body: { code: 'ERR_POINTS_NOT_FOUND' },
  });
});

t.test('a round table is found with its order', async (t) => {
  t.match((await call(admin, 'GET', of('consultations'))).body, {
    order: { orderNo, title: '村口道路破损' },
    consents: [{ purpose: 'named_to_panel', given: true, form: 'written' }],
    items: [],
  });
  t.same((await call(admin, 'GET', '/api/consultations')).body, { items: [] });
  t.match(await call(admin, 'POST', of('mediation-refusal'), { party: 'respondent' }), {
    status: 404,
    body: { code: 'ERR_CONSULTATION_NOT_FOUND' },
  });
  t.match(await call(admin, 'POST', of('minutes'), { session: 1, text: '无' }), { status: 404 });
  t.match(await call(admin, 'POST', of('instalments/1/payment')), {
    status: 404,
    body: { code: 'ERR_AGREEMENT_NOT_FOUND' },
  });
  t.match(await as(neighbour, 'GET', of('consultations')), { status: 404, body: { code: 'ERR_ORDER_NOT_FOUND' } });
});

t.test('who sits at the table reads what is resolved there, with names masked', async (t) => {
  await account('yunxi', 'mediator', ['mediator'], unit('response_office'));
  const mediator = await signIn('mediator');
  t.match(await as(mediator, 'GET', of('consultations')), { status: 404 }, 'not before there is a table');
  const roster = `/api/panel-candidates?villageKey=${unit('village_01')}`;
  t.not((await as(mediator, 'GET', roster)).body.items.length, 0, 'whoever conducts panels knows who may sit on them');
  await complete('plan_meeting', {
    consultation: {
      kind: 'round_table',
      respondentAbsence: 'danger',
      invitees: [
        { kind: 'village', unitCode: 'village_02' },
        { kind: 'township', unitCode: 'response_office' },
        { kind: 'lawyer' },
      ],
    },
  });
  t.match((await as(mediator, 'GET', '/api/consultations?open=true')).body, {
    items: [{ order: { orderNo }, invited: 3, attending: 0, nextDueAt: null }],
  });
  t.match((await as(neighbour, 'GET', '/api/consultations')).body, { items: [{ order: { orderNo } }] }, 'invited');
  for (let i = 0; i < 3; i++) await complete('confirm_attendance', { attendance: 'attends' });
  const [{ invitees }] = (await as(mediator, 'GET', of('consultations'))).body.items;
  await complete('hold_session', {
    session: {
      outcome: 'plan',
      attended: invitees.map(({ key }: { key: string }) => key),
      resolutions: [{ unitCode: 'urban_construction' }],
    },
  });
  const minutes = { session: 1, text: `测试甲到会，电话${PHONE}。` };
  t.match(await as(mediator, 'POST', of('minutes'), minutes), { status: 204 });
  const read = (await as(mediator, 'GET', of('consultations'))).body;
  t.match(read.items, [{ sessions: [{ hasMinutes: true, minutes: /到会/ }], resolutions: [{ doneAt: null }] }]);
  t.notMatch(JSON.stringify(read), new RegExp(`${PHONE}|测试甲`));
});

t.test('nothing personal is left in variables, events and logs', async (t) => {
  for (const table of [
    'process_instance',
    'audit_entry',
    'outbox_entry',
    'hand_down_case',
    'vote',
    'panel_candidate',
    'publication',
  ]) {
    t.notMatch(
      JSON.stringify(await host.store.reader(table)),
      new RegExp(`${PHONE}|测试甲|示例人员|10000009999`),
      table,
    );
  }
  t.notMatch(JSON.stringify(log), new RegExp(`${PHONE}|测试甲|示例人员`), 'log');
});
