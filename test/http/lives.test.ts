import t, { type Test } from 'tap';
import type { Role } from '../../src/domain/actor.ts';
import { openHttpTown, type HttpTown } from '../helpers/http-town.ts';

/*
 * Whole lives over HTTP, from the registration to the end: a house whose ground sinks while its owner is wound up, neighbours who quarrel over a
 * new house until they shake hands, a vegetable patch on the green, a centre for the elderly, cables that nobody owns. All data is made up.
 */

const TOWN = {
  units: [
    ['section', 'response_office', '接诉即办办公室'],
    ['section', 'supervision', '督查督办组'],
    ['section', 'urban_construction', '城乡建设科'],
    ['department', 'planning_office', '规自所'],
    ['village', 'village_01', '示例村甲'],
  ],
  people: [
    ['registrar', ['registrar'], 'response_office'],
    ['office', ['response_office'], 'response_office'],
    ['secretary', ['party_secretary'], 'response_office'],
    ['deputy', ['deputy_leader'], 'response_office'],
    ['inspector', ['inspector'], 'supervision'],
    ['caller', ['callback_agent'], 'supervision'],
    ['clerk', ['section_handler'], 'response_office'],
    ['command', ['district_command'], 'response_office'],
    ['mediator', ['mediator'], 'response_office'],
    ['builder', ['section_handler'], 'urban_construction'],
    ['head', ['section_leader'], 'urban_construction'],
    ['planner', ['section_handler', 'department_contact'], 'planning_office'],
    ['planning_head', ['section_leader'], 'planning_office'],
    ['village', ['village_secretary'], 'village_01'],
  ] satisfies readonly (readonly [string, readonly Role[], string])[],
} as const;
const SCREENED = { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } };
const APPROVED = { signOff: 'approve' };
const HAPPY = { reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' };

for (const restarts of [false, true]) {
  t.test(restarts ? 'restarted at every wait' : 'in one go', async (t) => {
    const town = await openHttpTown(t, TOWN, restarts);
    const order = async (orderNo: string) => (await town.as('office', 'GET', `/api/work-orders/${orderNo}`)).body;
    const side = async (orderNo: string) =>
      (await town.as('office', 'GET', `/api/work-orders/${orderNo}/side-routes`)).body;
    const post = (who: string, orderNo: string, what: string, body?: object) =>
      town.as(who, 'POST', `/api/work-orders/${orderNo}/${what}`, body);

    await t.test('同泉路40号院地基下陷', async (t) => {
      await town.until('2026-03-02T09:00:00+08:00');
      const draft = { category: 'road_damage', placeKind: 'rural', objectKey: '同泉路40号院', title: '院内地基下陷' };
      const orderNo = await town.appeal({ ...draft, externalNo: 'BJ-40' }, 1);
      t.same(await town.offered(orderNo), ['verify → registrar 2026-03-02 11:00'], 'two working hours');
      await town.act(orderNo, 'verify', SCREENED);
      t.same(await town.offered(orderNo), ['sign_off → secretary 2026-03-02 14:30'], 'four working hours');
      await town.act(orderNo, 'sign_off', APPROVED);
      t.same(await town.offered(orderNo), ['sign → builder 2026-03-02 14:30']);
      t.match(await order(orderNo), { state: 'dispatched', level: 'L3', dueAt: utc('2026-03-10 00:00') });
      await town.act(orderNo, 'sign', { objection: false });
      await town.act(orderNo, 'first_contact', { contactMethod: 'visit', contactAnswered: true });
      await town.act(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      await town.act(orderNo, 'handle_self', { route: 'suspension' });

      const hold = {
        reason: 'ownership',
        plan: '由清算组处置资产后修复',
        expectedOn: '2026-12-31',
        reply: '已协调清算组。',
      };
      t.match(await town.try(orderNo, 'request_suspension', { hold: { ...hold, expectedOn: '2026-03-02' } }), {
        status: 400,
        body: { code: 'ERR_APPEAL_FIELD' },
      });
      await town.act(orderNo, 'request_suspension', { hold });
      await town.act(orderNo, 'agree_suspension', { sectionOpinion: 'agree' });
      t.match(await town.offered(orderNo), [/^approve_suspension → secretary/], 'the secretary, nobody below');
      await town.act(orderNo, 'approve_suspension', { suspension: 'approved' });
      t.match(await order(orderNo), { state: 'suspended', resolved: null });
      t.match(await side(orderNo), { suspensions: [{ state: 'suspended', expectedOn: '2026-12-31', reviews: 0 }] });
      t.same(await town.offered(orderNo), [], 'nothing to do for thirty days');

      await town.until('2026-04-02T00:00:00+08:00');
      t.match(await town.offered(orderNo), [/^review_suspension → /]);
      await town.act(orderNo, 'review_suspension', {
        suspension: 'continued',
        hold: { expectedOn: '2027-03-31' },
      });
      t.match(await side(orderNo), { suspensions: [{ state: 'suspended', expectedOn: '2027-03-31', reviews: 1 }] });
      await town.until('2026-04-20T10:00:00+08:00');
      t.match(await post('office', 'JS-20260101-000001', 'condition-resolved'), { status: 404 });
      t.match(await post('builder', orderNo, 'condition-resolved'), { status: 204 });
      t.match(await order(orderNo), { state: 'in_progress' }, 'the liquidators have paid');
      t.match(await side(orderNo), { suspensions: [{ state: 'resumed', reviews: 1 }] });
      await closes(t, town, orderNo, '地基已加固,裂缝已修补。');

      const closed = await order(orderNo);
      t.match(closed, {
        state: 'closed',
        resolved: true,
        closingLabel: null,
        reworkCount: 0,
        publicReply: '地基已加固,裂缝已修补。',
        dueAt: utc('2026-03-10 00:00'),
        deadlines: [{ kind: 'external', amount: 7, unit: 'natural_days', replaced: false }],
        contacts: [{ method: 'visit', answered: true }],
        siteChecks: [
          { finding: 'yes', inspection: false },
          { finding: 'yes', inspection: true },
        ],
        callbacks: [
          { attempt: 1, reached: false },
          { attempt: 2, reached: true, resolved: true, satisfaction: 'satisfied' },
        ],
      });
      const until = Date.parse(closed.closedAt) + 31 * 86_400_000;
      await town.until(new Date(until).toISOString());
      t.match(await order(orderNo), { state: 'archived', dueAt: utc('2026-03-10 00:00') });
      t.same(
        (await town.messages(orderNo)).filter((message) => message.startsWith('appellant')),
        ['appellant: suspended', 'appellant: suspension_progress', 'appellant: feedback', 'appellant: closed'],
        'told what was decided, how it goes, and how it ended',
      );
      const said = await town.messages(orderNo);
      for (const warning of ['limit_50_percent', 'limit_80_percent', 'limit_100_percent', 'supervise'])
        t.ok(said.includes(`staff: ${warning}`), `${warning}: the citizen's date runs on`);
      await isOver(t, town, orderNo);
    });

    await t.test('北土门村建房纠纷', async (t) => {
      await town.until('2026-07-06T09:00:00+08:00');
      const draft = { category: 'homestead_dispute', placeKind: 'rural', objectKey: '北土门', source: 'service_hall' };
      const orderNo = await town.appeal({ ...draft, title: '邻里建房纠纷' }, 2);
      await town.act(orderNo, 'verify', SCREENED);
      await town.act(orderNo, 'sign_off', APPROVED);
      t.same(await town.offered(orderNo), ['sign → planner 2026-07-06 14:30']);
      t.match(await order(orderNo), { level: 'L4', dueAt: utc('2026-07-22 00:00') }, 'fifteen natural days');
      const again = await town.appeal({ ...draft, title: '邻里建房纠纷' }, 2);
      await town.act(again, 'verify', SCREENED);
      t.match(await order(again), { state: 'archived', ownerUnitKey: null }, 'the caller repeats himself');
      t.match(await town.order(again), { clusterKind: 'repeat', parentOrderKey: (await town.order(orderNo)).key });

      await town.act(orderNo, 'sign', { objection: false });
      await town.act(orderNo, 'first_contact', { contactMethod: 'visit', contactAnswered: true });
      await town.act(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'none', twoParties: true } });
      t.match(await town.offered(orderNo), [/^remind_neighbours → .* 2026-07-07 17:30$/], 'step one');
      await town.act(orderNo, 'remind_neighbours', { reminder: { outcome: 'failed' } });
      const visitors = ['official', 'village_cadre', 'party_member'];
      t.match(await town.try(orderNo, 'visit_homes', { visit: { visitors: ['official'], outcome: 'next' } }), {
        body: { code: 'ERR_VISIT_PARTICIPANTS' },
      });
      for (let visit = 1; visit <= 10; visit++) {
        await town.act(orderNo, 'visit_homes', { visit: { visitors, outcome: 'next' } });
        if (visit < 10) await town.untilNext('next_visit');
      }
      t.match(await side(orderNo), { mediations: [{ visits: { length: 10 } }] }, 'step two: ten times at home');
      await town.act(orderNo, 'assess_dispute', { assessment: { judgement: 'reasonable' } });
      t.match(await order(orderNo), { state: 'in_consultation' }, 'a reasonable claim is not handed down');

      const consent = { purpose: 'shared_with_respondent', given: true, form: 'written' };
      t.match(await post('village', orderNo, 'consents', consent), { status: 204 });
      const invitees = [{ kind: 'appellant' }, { kind: 'respondent' }, { kind: 'village', unitCode: 'village_01' }];
      await town.act(orderNo, 'plan_meeting', { consultation: { kind: 'round_table', invitees } });
      for (const _ of invitees) await town.act(orderNo, 'confirm_attendance', { attendance: 'attends' });
      const table = async () => (await town.as('office', 'GET', `/api/work-orders/${orderNo}/consultations`)).body;
      const attended = (await table()).items[0].invitees.map(({ key }: { key: string }) => key);
      for (let session = 1; session <= 10; session++) {
        await town.act(orderNo, 'hold_session', { session: { outcome: 'next', attended } });
        t.same(await town.offered(orderNo), [], 'a week to think');
        await town.untilNext('next_session');
      }
      const resolutions = [{ unitCode: 'village_01' }];
      await town.act(orderNo, 'hold_session', { session: { outcome: 'agreed', attended, resolutions } });
      await town.act(orderNo, 'carry_out', { resolutionResult: 'done' });
      await town.act(orderNo, 'sign_agreement', { agreement: { form: 'written' } });
      await town.act(orderNo, 'check_performance', { performed: 'yes' });
      t.match(await table(), {
        items: [
          {
            kind: 'round_table',
            state: 'agreed',
            sessions: { length: 11 },
            resolutions: [{ result: 'done' }],
            agreements: [{ form: 'written', courtResult: null }],
          },
        ],
      });
      await closes(t, town, orderNo, '双方已签调解协议书。');

      t.match(await order(orderNo), {
        state: 'closed',
        closingLabel: null,
        resolved: true,
        dueAt: utc('2026-07-22 00:00'),
        deadlines: [{ kind: 'external', amount: 15, unit: 'natural_days', replaced: false }],
      });
      await town.until('2027-01-31T00:00:00+08:00');
      t.match(await order(orderNo), { state: 'archived' });
      const said = await town.messages(orderNo);
      for (const message of ['appellant: consultation_agreed', 'appellant: feedback', 'appellant: closed'])
        t.ok(said.includes(message), message);
      await isOver(t, town, orderNo);
    });

    /** On the worksheet, screened, and in the hands of its section. */
    const onSheet = async (draft: object, who: number, issue: object, targetResult: string): Promise<string> => {
      const orderNo = await town.appeal({ category: 'greening', placeKind: 'rural', ...draft }, who);
      await town.act(orderNo, 'verify', SCREENED);
      await town.act(orderNo, 'sign_off', { ...APPROVED, leadLeader: 'party_secretary' });
      t.match(await post('registrar', orderNo, 'worksheet', { days: 60, ...issue }), { status: 204 });
      await town.act(orderNo, 'sign', { objection: false });
      await town.act(orderNo, 'first_contact', { contactMethod: 'phone', contactAnswered: true });
      const entered = { screening: 'entered', screeningReason: '群众反映集中', targetResult };
      await town.act(orderNo, 'screen_issue', entered);
      return orderNo;
    };
    const plan = async (orderNo: string, measures: string) =>
      t.match(await town.as('builder', 'PUT', `/api/work-orders/${orderNo}/measures`, { measures }), { status: 204 });
    const sheet = async (issueClass: string) =>
      (await town.as('office', 'GET', `/api/worksheet?issueClass=${issueClass}`)).body;

    await t.test('天胜雅园菜地', async (t) => {
      await town.until('2027-02-01T09:00:00+08:00');
      const draft = { objectKey: '天胜雅园', title: '小区绿地被占种菜' };
      const orderNo = await onSheet(draft, 3, { crossSubject: true }, '恢复绿地');
      await town.act(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      await town.act(orderNo, 'handle_self', { route: 'done' });
      const early = { result: { isTrue: 'yes', resolved: true }, publicReply: '已清理。' };
      t.match(
        await town.try(orderNo, 'fill_result', early),
        { status: 409, body: { code: 'ERR_WORKSHEET_METHOD' } },
        'a hard matter is talked over first',
      );
      await isNotDone(t, town, orderNo);
    });

    await t.test('胜利园菜地', async (t) => {
      const draft = { objectKey: '胜利园', title: '小区绿地被占种菜' };
      const orderNo = await onSheet(draft, 4, { crossSubject: true }, '恢复绿地');
      await town.act(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'none' } });
      const invitees = [
        { kind: 'representative' },
        { kind: 'resident_unit' },
        { kind: 'village', unitCode: 'village_01' },
      ];
      await town.act(orderNo, 'plan_meeting', { consultation: { kind: 'party_mass', invitees } });
      await town.act(orderNo, 'survey', { surveyFinding: 'clear' });
      for (const _ of invitees) await town.act(orderNo, 'confirm_attendance', { attendance: 'attends' });
      const { items } = (await town.as('office', 'GET', `/api/work-orders/${orderNo}/consultations`)).body;
      const attended = items[0].invitees.map(({ key }: { key: string }) => key);
      const resolutions = [{ unitCode: 'urban_construction' }];
      await town.act(orderNo, 'hold_session', { session: { outcome: 'plan', attended, resolutions } });
      await town.act(orderNo, 'carry_out', { resolutionResult: 'done' });
      await town.act(orderNo, 'check_performance', { performed: 'yes' });
      await plan(orderNo, '清理二十余处,补种绿植');
      await closes(t, town, orderNo, '已清理复绿。');
      t.match(await order(orderNo), { state: 'closed', closingLabel: 'problem_zeroed' });
      const { columns, rows } = await sheet('hard');
      t.same(columns, ['任务来源', '结果目标', '主要内容', '解决措施', '处理结果', '责任人', '上报时间', '销号时限']);
      t.same(rows.find((row: { orderNo: string }) => row.orderNo === orderNo)?.cells.slice(0, 5), [
        '12345工单',
        '恢复绿地',
        '小区绿地被占种菜',
        '清理二十余处,补种绿植',
        '问题归零',
      ]);
      t.same(await town.incidents(), []);
    });

    await t.test('育才社区养老中心', async (t) => {
      const draft = { source: 'livelihood_research', objectKey: '养老中心', title: '社区缺少养老场所' };
      const orderNo = await onSheet(draft, 5, { needsProject: true }, '建成养老中心');
      t.match(await town.offered(orderNo), [/^check_site → builder/, /^leader_claim → /], 'the goal is on the wall');
      await town.act(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      await town.act(orderNo, 'leader_claim', { claimed: true });
      await plan(orderNo, '改造闲置用房一千平方米');
      await closes(t, town, orderNo, '养老中心已开放。', 'handle_self');
      t.match(await order(orderNo), { state: 'closed', closingLabel: 'task_delivered' });
      t.match((await sheet('new')).rows, [{ orderNo, claimLeader: /^测试/, issueClass: 'new' }]);
      t.same(await town.incidents(), []);
    });

    await t.test('管线乱缠无人认领', async (t) => {
      await town.until('2027-05-03T09:00:00+08:00');
      const orderNo = await town.appeal(
        { category: 'other', placeKind: 'rural', objectKey: '管线', title: '管线乱缠' },
        6,
      );
      await town.act(orderNo, 'verify', SCREENED);
      await town.act(orderNo, 'consult', { consultation: 'dispute' });
      await town.act(orderNo, 'rule_dispute', { ruling: 'escalated' });
      await town.act(orderNo, 'sign_off', APPROVED);
      t.match(await town.offered(orderNo), [/^sign → clerk/], 'the office works on it until the meeting has ruled');
      await town.act(orderNo, 'sign', { objection: false });
      await town.act(orderNo, 'first_contact', { contactMethod: 'phone', contactAnswered: true });
      for (const month of ['05', '06']) {
        await town.until(`2027-${month}-15T09:00:00+08:00`);
        t.match(await town.offered(orderNo), [/^check_site → clerk/, /^study_dispute → /]);
        await town.act(orderNo, 'study_dispute', { meetingRuling: 'postponed' });
      }
      const disputes = (await town.as('office', 'GET', `/api/work-orders/${orderNo}/disputes`)).body.items;
      t.match(disputes, [{ origin: 'routing_tie', final: false }], 'twice put off');

      // a directive instead
      const find = async () => {
        const { items } = (await town.as('command', 'GET', '/api/directives')).body;
        return items.find(({ orderNos }: { orderNos: string[] }) => orderNos.includes(orderNo));
      };
      const { directiveKey, draftNo } = await find();
      const row = await town.db('directive').where({ draft_no: draftNo }).first();
      const { business_key: no } = await town.db('process_instance').where({ key: row.process_instance_key }).first();
      const told = { title: '整治管线乱缠乱布', path: '逐条街巷清理', limitDays: 30 };
      await town.act(no, 'draft_directive', { ...told, leadUnit: 'planning_office', coUnits: 'urban_construction' });
      await town.act(no, 'issue', { issueDecision: 'issue' });
      const { directiveNo, dueAt } = await find();
      t.equal((await order(orderNo)).dueAt, dueAt, 'the order follows its date');
      await town.act(no, 'sign_directive', { signed: true });
      const progress = async (percent: number) => {
        const body = { percent, text: `已完成 ${percent}%` };
        return town.as('planner', 'POST', `/api/directives/${directiveKey}/progress`, body);
      };
      t.match(await town.try(no, 'lead_work', { done: true }), { body: { code: 'ERR_DIRECTIVE_PROGRESS' } });
      t.match(await progress(60), { status: 204 });
      await town.act(no, 'guide', { guided: true });
      await town.act(no, 'co_work', { coDone: true });
      await town.act(no, 'lead_work', { done: true });
      await town.act(no, 'inspect_directive', { inspectionResult: 'false', bulletin: '仍有三处未清理。' });
      t.match(await find(), { state: 'signed' }, 'false: back to work');
      t.match(await progress(100), { status: 204 });
      await town.act(no, 'guide', { guided: true });
      await town.act(no, 'co_work', { coDone: true });
      await town.act(no, 'lead_work', { done: true });
      await town.act(no, 'inspect_directive', { inspectionResult: 'true', bulletin: '已全部清理。' });
      t.match((await town.as('office', 'GET', `/api/townships/yunxi/directives/${directiveNo}`)).body, {
        progress: [{ percent: 60 }, { percent: 100 }],
      });
      await town.act(no, 'decide_directive', { decision: 'close' });
      await town.act(no, 'rate_unit', { score: 55 });
      await town.act(no, 'rate_unit', { score: 90 });
      t.match(
        await find(),
        { state: 'completed', ratings: [{ score: 55 }, { score: 90 }] },
        'the departments are rated',
      );

      await town.act(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      await closes(t, town, orderNo, '管线已规整。', 'handle_self');
      t.match(await order(orderNo), { state: 'closed', closingLabel: 'struck_off_on_time' });
      t.ok((await town.messages(orderNo)).includes('appellant: directive_completed'));
      t.same(await town.incidents(), []);
    });
  });
}

// helpers

/** From the choice of a route to the callback, which reaches the appellant the second time. */
async function closes(
  t: Test,
  town: HttpTown,
  orderNo: string,
  publicReply: string,
  choice = 'choose_route',
): Promise<void> {
  await town.act(orderNo, choice, { route: 'done' });
  await town.act(orderNo, 'fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply });
  await town.act(orderNo, 'review', { reviewPassed: true });
  if (await town.isOpen(orderNo, 'verify_result')) await town.act(orderNo, 'verify_result', { finding: 'yes' });
  if (await town.isOpen(orderNo, 'accept')) await town.act(orderNo, 'accept', { accepted: true });
  t.same(await town.offered(orderNo), [], 'the hotline has the first word');
  await town.untilNext('callback_due');
  await town.act(orderNo, 'make_call', { callback: { reached: false } });
  await town.untilNext('callback_due');
  await town.act(orderNo, 'make_call', { callback: HAPPY });
}

/** Refused: the order is where it was. */
async function isNotDone(t: Test, town: HttpTown, orderNo: string): Promise<void> {
  t.match(await town.order(orderNo), { state: 'in_progress', publicReply: null });
  t.same(await town.incidents(), []);
}

/** Nothing is left running, nothing went wrong, and the history tells it from end to end. */
async function isOver(t: Test, town: HttpTown, orderNo: string): Promise<void> {
  t.same(await town.offered(orderNo), []);
  t.same(await town.db('process_instance').where({ business_key: orderNo, state: 'ACTIVE' }), []);
  t.same(await town.incidents(), []);
  const url = `/api/work-orders/${orderNo}/history?limit=1000`;
  const types: string[] = (await town.as('office', 'GET', url)).body.items.map(({ type }: { type: string }) => type);
  for (const type of ['appeal.registered', 'order.dispatched', 'order.archived']) t.ok(types.includes(type), type);
}

/** An instant of Shanghai as the API writes it. */
function utc(local: string): string {
  return new Date(Date.parse(`${local.replace(' ', 'T')}:00+08:00`)).toISOString();
}
