import t from 'tap';
import { loadOfficialCalendar } from '../../src/commands/reference/load-official-calendar.ts';
import { recordConsent } from '../../src/commands/round-table/record-consent.ts';
import { recordHotlineRuling } from '../../src/commands/hotline/record-hotline-ruling.ts';
import { resolveCondition } from '../../src/commands/process/resolve-condition.ts';
import { setLimit } from '../../src/commands/reference/set-limit.ts';
import { withdrawAppeal } from '../../src/commands/appeal/withdraw-appeal.ts';
import { IDLE } from '../../src/jobs/duty.ts';
import { recomputeDeadlines } from '../../src/jobs/recompute-deadlines.ts';
import { writeLinesDaily } from '../../src/jobs/write-daily-lines.ts';
import { local, tell, type Township } from './township.ts';

/*
 * More time, an order on the books, and the three steps of a homestead dispute, told in the words of the township.
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true } };
const BY_SECTION = { site: { finding: 'yes', solvableBy: 'section' } };
const DISPUTE = { site: { finding: 'yes', solvableBy: 'none', twoParties: true } };
const MORE_TIME = { reason: 'works', basis: '施工合同约定的工期', amount: 5, evidence: true };
const HOLD = { reason: 'ownership', plan: '由清算组处置资产后修复', expectedOn: '2026-12-31', reply: '已协调清算组。' };
const SOLVED = { result: { isTrue: 'yes', resolved: true }, publicReply: '已解决。' };
const TEAM = ['official', 'village_cadre', 'party_member'];
const OWN = { source: 'service_hall' } as const;
const HOMESTEAD = { ...OWN, category: 'homestead_dispute', title: '邻里建房纠纷' } as const;

await tell(t, 'beside plain handling', async (t, town) => {
  await t.test('同泉路40号院地基下陷: on the books while the company is wound up', async (t) => {
    await town.until('2026-03-02T09:00:00+08:00');
    const orderNo = await inWork(town, { title: '院内地基下陷', objectKey: '40号院' });
    await town.complete(orderNo, 'handle_self', { route: 'suspension' });
    for (const [wrong, field] of [
      [{ ...HOLD, reason: 'busy' }, /hold\.reason/],
      [{ ...HOLD, expectedOn: '2026-03-02' }, /hold\.expectedOn/],
      [{ ...HOLD, plan: '' }, /hold\.plan/],
      [{ ...HOLD, reply: '请拨打10000000001' }, /hold\.reply/],
    ] as const)
      await t.rejects(town.complete(orderNo, 'request_suspension', { hold: wrong }), {
        code: 'ERR_APPEAL_FIELD',
        zh: field,
      });
    await town.complete(orderNo, 'request_suspension', { hold: HOLD }, 'section_handler');
    await t.rejects(town.complete(orderNo, 'agree_suspension', { sectionOpinion: 'agree' }, 'section_handler'), {
      code: 'ERR_SIDE_ROUTE_ROLE',
    });
    await town.complete(orderNo, 'agree_suspension', { sectionOpinion: 'agree' }, 'section_leader');
    await t.rejects(town.complete(orderNo, 'approve_suspension', { suspension: 'approved' }, 'deputy_leader'), {
      code: 'ERR_SIDE_ROUTE_ROLE',
      zh: /党委书记/,
    });
    await town.complete(orderNo, 'approve_suspension', { suspension: 'approved' }, 'party_secretary');
    t.match(await town.order(orderNo), { state: 'suspended', unresolved_reason: 'ownership' });
    t.ok((await town.messages(orderNo)).includes('appellant: suspended'), 'the appellant is answered');

    await town.until('2026-03-03T17:00:00+08:00');
    const lines = dailyLines(town);
    t.match(await lines.tick(), { failed: 0 });
    t.same(await lines.tick(), IDLE, 'once a day');
    t.match(await town.host.store.reader('daily_line').where({ order_no: orderNo }), [
      { date: '2026-03-03', state: 'suspended', overdue: 0 },
    ]);

    await town.until('2026-04-02T00:00:00+08:00');
    t.same(await town.tasks(orderNo), ['review_suspension'], 'thirty days, the first not counted');
    t.ok((await town.messages(orderNo)).includes('appellant: suspension_progress'));
    t.ok((await town.messages(orderNo)).includes('staff: supervise'), 'the limit goes on');
    await town.complete(orderNo, 'review_suspension', { suspension: 'continued', hold: { expectedOn: '2027-03-31' } });
    t.match(await town.rows('suspension', orderNo), [{ state: 'suspended', reviews: 1, expected_on: '2027-03-31' }]);
    await town.submit(resolveCondition, { orderNo });
    t.match(await town.order(orderNo), { state: 'in_progress' });
    t.match(await town.rows('suspension', orderNo), [{ state: 'resumed' }]);
    await t.rejects(town.submit(resolveCondition, { orderNo }), { code: 'ERR_SUSPENSION_NOT_FOUND' });
    await town.complete(orderNo, 'choose_route', { route: 'done' });
    await town.complete(orderNo, 'fill_result', SOLVED);
    t.same(await town.incidents(), []);
  });

  await t.test('neighbours settle at home, or one of them does not wish to', async (t) => {
    const settled = await disputed(town, '三');
    await town.complete(settled, 'remind_neighbours', { reminder: { outcome: 'failed' } });
    await town.complete(settled, 'visit_homes', { visit: { visitors: TEAM, outcome: 'settled' } });
    await town.complete(settled, 'sign_settlement', { agreement: { form: 'written' } });
    t.match(await town.rows('homestead_mediation', settled), [
      { state: 'settled', agreement_form: 'written', visits: 1 },
    ]);
    t.ok((await town.messages(settled)).includes('appellant: homestead_settled'));

    const refused = await disputed(town, '四');
    await town.complete(refused, 'remind_neighbours', { reminder: { outcome: 'refused', refusedBy: 'respondent' } });
    t.match(await town.rows('homestead_mediation', refused), [{ state: 'legal_route', refused_by: 'respondent' }]);
    t.ok((await town.messages(refused)).includes('appellant: homestead_legal_route'));
    t.same(await town.tasks(refused), ['choose_route'], 'mediation is voluntary');
    t.same(await town.incidents(), []);
  });

  await t.test('the secretary does not put it on the books', async (t) => {
    const orderNo = await inWork(town, { objectKey: '不挂' });
    await town.complete(orderNo, 'handle_self', { route: 'suspension' });
    await town.complete(orderNo, 'request_suspension', { hold: HOLD });
    await town.complete(orderNo, 'agree_suspension', { sectionOpinion: 'agree' });
    await town.complete(orderNo, 'approve_suspension', { suspension: 'refused' });
    t.match(await town.rows('suspension', orderNo), [{ state: 'refused' }]);
    t.match(await town.order(orderNo), { state: 'in_progress', marks: '[]' });
    t.same(await town.tasks(orderNo), ['choose_route']);
  });

  await t.test('an appellant withdraws while the order is on the books', async (t) => {
    const orderNo = await inWork(town, { objectKey: '撤' });
    await town.complete(orderNo, 'handle_self', { route: 'suspension' });
    await town.complete(orderNo, 'request_suspension', { hold: HOLD });
    await town.complete(orderNo, 'agree_suspension', { sectionOpinion: 'agree' });
    await town.complete(orderNo, 'approve_suspension', { suspension: 'approved' });
    await town.submit(withdrawAppeal, { orderNo, textSealed: null });
    t.match(await town.rows('suspension', orderNo), [{ state: 'cancelled' }]);
    await town.complete(orderNo, 'confirm_withdrawal', { voluntary: true });
    t.match(await town.order(orderNo), { state: 'archived' });
    t.same(await town.host.store.reader('process_instance').where({ business_key: orderNo, state: 'ACTIVE' }), []);
    t.same(await town.incidents(), []);
  });

  await t.test('more time', async (t) => {
    const ask = async (orderNo: string, extension: object = MORE_TIME) => {
      const [task] = await town.tasks(orderNo);
      await town.complete(orderNo, task ?? '', { route: 'extension' });
      await town.complete(orderNo, 'request_extension', { extension }, 'section_handler');
    };
    const states = async (orderNo: string) => (await town.rows('extension_request', orderNo)).map(({ state }) => state);

    await t.test('is granted once by the deputy leader, then only by the secretary', async (t) => {
      const orderNo = await inWork(town, { objectKey: '延一' });
      await ask(orderNo);
      await t.rejects(town.complete(orderNo, 'rule_extension', { granted: true }, 'section_leader'), {
        code: 'ERR_SIDE_ROUTE_ROLE',
      });
      await t.rejects(
        town.complete(orderNo, 'rule_extension', { granted: true, extensionAmount: 6 }, 'deputy_leader'),
        {
          code: 'ERR_EXTENSION_AMOUNT',
        },
      );
      await town.complete(orderNo, 'rule_extension', { granted: true }, 'deputy_leader');
      await town.complete(orderNo, 'inform_extension', { contactMethod: 'phone' });
      t.match(await town.rows('deadline', orderNo), [
        { approved_by: null },
        { amount: 5, reason: 'works', approved_by: 'deputy_leader', basis: /施工合同/ },
      ]);
      await ask(orderNo);
      await t.rejects(town.complete(orderNo, 'rule_extension', { granted: true }, 'deputy_leader'), {
        code: 'ERR_SIDE_ROUTE_ROLE',
        zh: /党委书记/,
      });
      await town.complete(orderNo, 'rule_extension', { granted: true }, 'party_secretary');
      await town.complete(orderNo, 'inform_extension', { contactMethod: 'visit' });
      t.match(await town.order(orderNo), { extension_count: 2 });
      t.same(await states(orderNo), ['informed', 'informed']);
    });

    await t.test('is undone when the appellant is not told', async (t) => {
      const orderNo = await inWork(town, { objectKey: '延二' });
      const { due_at: before } = await town.order(orderNo);
      await ask(orderNo);
      await town.complete(orderNo, 'rule_extension', { granted: true }, 'deputy_leader');
      t.not((await town.order(orderNo))['due_at'], before);
      await nextTimer(town, 'notice_lapsed');
      t.match(await town.order(orderNo), { due_at: before, extension_count: 0, state: 'in_progress' });
      t.same(await states(orderNo), ['cancelled']);
      t.match((await town.rows('deadline', orderNo)).at(-1), { due_at: before, reason: 'not_informed' });
    });

    await t.test('is not for the late, nor for L1, nor for any reason', async (t) => {
      const other = await inWork(town, { objectKey: '延三' });
      await ask(other, { ...MORE_TIME, reason: 'other' });
      t.same(await states(other), ['not_allowed']);
      const late = await inWork(town, { objectKey: '延四' });
      const { due_at: due } = await town.order(late);
      await town.until(new Date(Number(due) - 3_600_000).toISOString());
      await ask(late);
      t.match(await town.order(late), { due_at: due, state: 'in_progress', extension_count: 0 });
      t.match(await town.rows('extension_request', late), [{ state: 'not_allowed', left_percent: 0 }]);
      t.ok((await town.messages(late)).includes('staff: extension_refused'));
      const urgent = await inWork(town, { objectKey: '延五', title: '楼内燃气泄漏', category: 'utilities' });
      await ask(urgent, { ...MORE_TIME, amount: 1 });
      t.match(await town.order(urgent), { level: 'L1', extension_count: 0 });
      t.same(await states(urgent), ['not_allowed']);
    });

    await t.test('is the hotline’s to grant too, where it sent the order', async (t) => {
      const orderNo = await inWork(town, { objectKey: '延六', source: 'hotline_12345', externalNo: 'HX-6' });
      await ask(orderNo);
      await town.complete(orderNo, 'rule_extension', { granted: true }, 'deputy_leader');
      t.ok((await town.messages(orderNo)).includes('hotline: ExtensionRequested'));
      t.match(await town.order(orderNo), { extension_count: 0 });
      await town.submit(recordHotlineRuling, {
        externalNo: 'HX-6',
        kind: 'extension',
        granted: true,
        amount: 3,
        textSealed: null,
      });
      t.match((await town.rows('deadline', orderNo)).at(-1), { amount: 3 });
      await town.complete(orderNo, 'inform_extension', { contactMethod: 'sms' });

      const silent = await inWork(town, { objectKey: '延七', source: 'hotline_12345', externalNo: 'HX-7' });
      await ask(silent);
      await town.complete(silent, 'rule_extension', { granted: true }, 'deputy_leader');
      await nextTimer(town, 'hotline_silent');
      t.same(await states(silent), ['hotline_lapsed']);
      await ask(silent);
      await nextTimer(town, 'ruling_lapsed');
      t.same(await states(silent), ['hotline_lapsed', 'lapsed']);
    });
    t.same(await town.incidents(), []);
  });

  await t.test('北土门村建房纠纷: reminded, visited, then talked over at one table until both agree', async (t) => {
    await town.until('2026-04-20T09:00:00+08:00');
    const first = await disputed(town, '一');
    await town.submit(withdrawAppeal, { orderNo: first, textSealed: null });
    await town.complete(first, 'confirm_withdrawal', { voluntary: true });
    const orderNo = await disputed(town, '二');
    const again = await town.register({ ...HOMESTEAD, objectKey: '二' });
    await town.complete(again.orderNo, 'verify', COMPLETE);
    t.match(
      await town.order(again.orderNo),
      { state: 'archived', repeat_kind: 'repeat' },
      'the caller repeats himself',
    );
    t.same(await town.tasks(orderNo), ['remind_neighbours'], 'a homestead dispute of two sides takes the three steps');
    t.equal(local((await town.task(orderNo, 'remind_neighbours'))['due_at']), '2026-04-21 17:30');
    await t.rejects(town.complete(orderNo, 'remind_neighbours', { reminder: { outcome: 'refused' } }), {
      code: 'ERR_APPEAL_FIELD',
    });
    await town.complete(orderNo, 'remind_neighbours', { reminder: { outcome: 'failed' } });
    await t.rejects(
      town.complete(orderNo, 'visit_homes', { visit: { visitors: ['official'], outcome: 'next' } }),
      { code: 'ERR_VISIT_PARTICIPANTS', zh: /village_cadre, party_member/ },
      'nobody goes alone',
    );
    for (let visit = 1; visit <= 10; visit++) {
      await town.complete(orderNo, 'visit_homes', { visit: { visitors: TEAM, outcome: 'next' } });
      if (visit < 10) await nextTimer(town, 'next_visit');
    }
    t.match(await town.rows('homestead_visit', orderNo), { length: 10 });
    t.same(await town.tasks(orderNo), ['assess_dispute'], 'ten visits at most');
    await town.complete(orderNo, 'assess_dispute', { assessment: { judgement: 'reasonable' } });
    t.match(await town.order(orderNo), { state: 'in_consultation' }, 'not for the villagers: a round table');
    await town.submit(recordConsent, { orderNo, purpose: 'shared_with_respondent', given: true, form: 'written' });
    const invitees = [{ kind: 'appellant' }, { kind: 'respondent' }, { kind: 'village', unitCode: 'village_01' }];
    await town.complete(orderNo, 'plan_meeting', { consultation: { kind: 'round_table', invitees } });
    for (const _ of invitees) await town.complete(orderNo, 'confirm_attendance', { attendance: 'attends' });
    const [held] = await town.rows('consultation', orderNo);
    const seats = await town.host.store.reader('consultation_invitee').where({ consultation_key: held?.['key'] });
    const attended = seats.map(({ key }) => key as number);
    for (let session = 1; session <= 10; session++) {
      await town.complete(orderNo, 'hold_session', { session: { outcome: 'next', attended } });
      await nextTimer(town, 'next_session');
    }
    const resolutions = [{ unitCode: 'village_01' }];
    await town.complete(orderNo, 'hold_session', { session: { outcome: 'agreed', attended, resolutions } });
    await town.follow(orderNo, [
      ['carry_out', { resolutionResult: 'done' }],
      ['sign_agreement', { agreement: { form: 'written' } }],
      ['check_performance', { performed: 'yes' }],
    ]);
    t.match(await town.rows('consultation', orderNo), [{ state: 'agreed', sessions: 11 }]);
    t.match(await town.rows('homestead_mediation', orderNo), [{ state: 'round_table', visits: 10 }]);
    t.same(await town.tasks(orderNo), ['choose_route']);
    await town.complete(orderNo, 'choose_route', { route: 'done' });
    await town.complete(orderNo, 'fill_result', SOLVED);
    t.same(await town.incidents(), []);
  });

  await t.test('seven working days over the National Day, with make-up days', async (t) => {
    const value = { amount: 7, unit: 'working_days', calendar: 'hotline' } as const;
    await town.submit(setLimit, { name: 'order', level: 'L3', value });
    await town.until('2026-09-28T10:00:00+08:00');
    const orderNo = await inWork(town, { objectKey: '国庆' });
    const { due_at: due } = await town.order(orderNo);
    t.equal(local(due), '2026-10-14 00:00', '29 and 30 September; 8, 9, 10 (a worked Saturday), 12 and 13 October');
    for (const [before, at, what] of [
      ['2026-10-06T04:59:00+08:00', '2026-10-06T05:00:00+08:00', 'limit_50_percent'],
      ['2026-10-10T21:11:00+08:00', '2026-10-10T21:12:00+08:00', 'limit_80_percent'],
      ['2026-10-13T23:59:00+08:00', '2026-10-14T00:00:00+08:00', 'limit_100_percent'],
      ['2026-10-14T23:59:00+08:00', '2026-10-15T00:00:00+08:00', 'supervise'],
    ] as const) {
      await town.until(before);
      t.notOk((await town.messages(orderNo)).includes(`staff: ${what}`), `${what} not before ${at}`);
      await town.until(at);
      t.ok((await town.messages(orderNo)).includes(`staff: ${what}`), `${what} at ${at}`);
    }
    t.match(await town.order(orderNo), { urged: 1, supervised: 1 });
  });

  await t.test('a task due in a year without calendar moves when it arrives', async (t) => {
    await town.until('2026-12-31T16:30:00+08:00');
    const { orderNo } = await town.register({ objectKey: '跨年' });
    await town.complete(orderNo, 'verify', COMPLETE);
    const before = await town.task(orderNo, 'sign_off');
    t.ok(before['provisional'], 'marked');
    const duty = recomputeDeadlines({
      // a restart opens another store
      store: {
        provisionalDeadlines: (...asked) => town.host.store.duties.provisionalDeadlines(...asked),
        provisionalWaits: (...asked) => town.host.store.duties.provisionalWaits(...asked),
      },
      officialYears: () => town.host.references.of('host').calendar.years,
      submit: (...asked) => town.host.loop.submit(...asked),
      log: { info() {}, warn() {}, error() {} },
    });
    const year2027 = {
      year: 2027,
      notice: '测试通知',
      holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-05' }],
      adjustedWorkdays: [],
    };
    await town.submit(loadOfficialCalendar, year2027);
    await duty.tick();
    const after = await town.task(orderNo, 'sign_off');
    t.ok(Number(after['due_at']) > Number(before['due_at']), `${local(before['due_at'])} → ${local(after['due_at'])}`);
    t.equal(after['provisional'], null);
    const timers = await town.host.store.reader('timer').whereNotNull('provisional');
    t.same(timers, [], 'timers move along');
  });
});

// helpers

async function inWork(town: Township, draft: Parameters<Township['register']>[0]): Promise<string> {
  const { orderNo } = await town.register({ ...OWN, ...draft });
  await town.complete(orderNo, 'verify', COMPLETE);
  if ((await town.tasks(orderNo)).includes('sign_off'))
    await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
  await town.complete(orderNo, 'sign', { objection: false });
  await town.complete(orderNo, 'first_contact', { contactMethod: 'phone', contactAnswered: true });
  await town.complete(orderNo, 'check_site', BY_SECTION);
  return orderNo;
}

/** A homestead dispute whose site was looked at. */
async function disputed(town: Township, objectKey: string): Promise<string> {
  const { orderNo } = await town.register({ ...HOMESTEAD, objectKey });
  await town.follow(orderNo, [
    ['verify', COMPLETE],
    ['sign_off', { signOff: 'approve' }],
    ['sign', { objection: false }],
    ['first_contact', { contactMethod: 'visit', contactAnswered: true }],
    ['check_site', DISPUTE],
  ]);
  return orderNo;
}

async function nextTimer(town: Township, elementId: string): Promise<void> {
  const row = await town.host.store.reader('timer').where({ element_id: elementId }).orderBy('due_at', 'desc').first();
  await town.until(new Date(Number(row?.due_at)).toISOString());
}

function dailyLines(town: Township) {
  const log = { info() {}, warn() {}, error() {} };
  return writeLinesDaily({ store: town.host.store.duties, submit: town.host.loop.submit, clock: town.host.clock, log });
}
