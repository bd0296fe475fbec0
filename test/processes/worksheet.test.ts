import t, { type Test } from 'tap';
import { createAccount } from '../../src/commands/organisation/create-account.ts';
import { planMeasures } from '../../src/commands/worksheet/plan-measures.ts';
import { submitToWorksheet, type SubmitToWorksheet } from '../../src/commands/worksheet/submit-to-worksheet.ts';
import type { Role } from '../../src/domain/actor.ts';
import type { AppealDraft } from '../../src/domain/appeal/appeal-draft.ts';
import { local, openTownship, tell, type Township, type TownshipOptions } from './township.ts';

/*
 * The worksheet 1330: three channels, three classes, three methods, zero left; class decides method decides closing label.
 */

type Row = Readonly<Record<string, unknown>>;

interface SheetTown extends Township {
  /** An order that its section works on, submitted to screening. */
  submitted(draft: Partial<AppealDraft>, issue?: Partial<SubmitToWorksheet>): Promise<string>;
  entry(orderNo: string): Promise<Row>;
  leader: number;
}

async function openSheetTown(t: Test, options?: TownshipOptions): Promise<SheetTown> {
  const town = await openTownship(t, options);
  const person = async (login: string, roles: readonly Role[]): Promise<number> => {
    const input = { login, passwordHash: 'scrypt$', displayName: `测试${login}`, roles, unitKey: null };
    return (await town.submit(createAccount, input)).accountKey;
  };
  await person('handler', ['section_handler']);
  return {
    ...town,
    leader: await person('leader', ['deputy_leader']),
    async submitted(draft, issue = {}) {
      const { orderNo } = await town.register(draft);
      await town.complete(orderNo, 'verify', { screening: { complete: true, inDuty: true, inArea: true } });
      await town.complete(orderNo, 'sign_off', { signOff: 'approve', leadLeader: 'party_secretary' });
      await town.submit(submitToWorksheet, { orderNo, days: 60, ...issue });
      await town.follow(orderNo, [
        ['sign', { objection: false }],
        ['first_contact', { contactMethod: 'phone', contactAnswered: true }],
      ]);
      return orderNo;
    },
    entry: async (orderNo) =>
      town.host.store
        .reader('worksheet_entry')
        .where({ key: await keyOf(town, orderNo) })
        .first(),
  };
}

async function keyOf(town: Township, orderNo: string): Promise<number> {
  return Number((await town.order(orderNo))['key']);
}

const ENTER = { screening: 'entered', screeningReason: '群众反映集中', targetResult: '居民满意' };
const SOLVED = { result: { isTrue: 'yes', resolved: true }, publicReply: '已办结。' };

await tell(
  t,
  'the worksheet',
  async (t, town) => {
    const closeWith = async (orderNo: string): Promise<void> => {
      await town.complete(orderNo, 'fill_result', SOLVED);
      await town.complete(orderNo, 'review', { reviewPassed: true });
      if ((await town.tasks(orderNo)).includes('verify_result'))
        await town.complete(orderNo, 'verify_result', { finding: 'yes' });
      t.ok((await town.tasks(orderNo)).includes('accept'), 'the working committee accepts it before it is struck off');
      await town.complete(orderNo, 'accept', { accepted: true }, 'party_secretary');
      for (let days = 0; days < 10 && !(await town.tasks(orderNo)).includes('make_call'); days++)
        await town.until(new Date(town.host.clock.now() + 86_400_000).toISOString());
      await town.complete(orderNo, 'make_call', {
        callback: { reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' },
      });
    };

    t.test('难: a vegetable patch on the green needs a consultation before anything else', async (t) => {
      await town.until('2026-03-04T10:00:00+08:00');
      const orderNo = await town.submitted(
        { category: 'greening', objectKey: '天胜雅园', title: '小区绿地被占种菜' },
        { crossSubject: true },
      );
      const responsibility = await town.host.store
        .reader('order_responsibility')
        .where({ key: await keyOf(town, orderNo) })
        .first();
      t.match(
        responsibility,
        { leader: 'party_secretary', village_key: town.units['village_01'] },
        'four slots filled',
      );
      await town.complete(orderNo, 'screen_issue', ENTER, 'deputy_leader');
      t.match(await town.entry(orderNo), { screening: 'entered', issue_class: 'hard', task_source: 'hotline' });
      await t.rejects(town.submit(planMeasures, { orderNo, measures: '清理复绿' }), { code: 'ERR_WORKSHEET_METHOD' });

      await town.complete(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      await town.complete(orderNo, 'handle_self', { route: 'done' });
      await t.rejects(town.complete(orderNo, 'fill_result', SOLVED), { code: 'ERR_WORKSHEET_METHOD' }, 'not before it');
      t.match(await town.order(orderNo), { state: 'in_progress', public_reply: null });
      t.same(await town.incidents(), []);
    });

    t.test('难: consulted, planned, zeroed', async (t) => {
      const orderNo = await town.submitted({ category: 'greening', objectKey: '胜利园' }, { crossSubject: true });
      await town.complete(orderNo, 'screen_issue', ENTER, 'deputy_leader');
      await town.host.restart();
      await town.complete(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'none' } });
      await town.complete(orderNo, 'plan_meeting', {
        consultation: {
          kind: 'party_mass',
          invitees: [
            { kind: 'representative' },
            { kind: 'resident_unit' },
            { kind: 'village', unitCode: 'village_01' },
          ],
        },
      });
      await town.complete(orderNo, 'survey', { surveyFinding: 'clear' });
      while ((await town.tasks(orderNo)).includes('confirm_attendance'))
        await town.complete(orderNo, 'confirm_attendance', { attendance: 'attends' });
      const [held] = await town.rows('consultation', orderNo);
      const invitees = await town.host.store.reader('consultation_invitee').where({ consultation_key: held?.['key'] });
      await town.complete(orderNo, 'hold_session', {
        session: {
          outcome: 'plan',
          attended: invitees.map(({ key }) => String(key)),
          resolutions: [{ unitCode: 'urban_construction' }],
        },
      });
      await town.host.restart();
      while ((await town.tasks(orderNo)).includes('carry_out'))
        await town.complete(orderNo, 'carry_out', { resolutionResult: 'done' });
      await town.complete(orderNo, 'check_performance', { performed: 'yes' });
      t.match((await town.rows('consultation', orderNo))[0], { kind: 'party_mass', state: 'plan_adopted' });
      await town.submit(planMeasures, { orderNo, measures: '清理二十余处,补种绿植' });
      await town.complete(orderNo, 'choose_route', { route: 'done' });
      await closeWith(orderNo);
      t.match(await town.order(orderNo), { state: 'closed', closing_label: 'problem_zeroed' });
      t.same(await town.incidents(), []);
    });

    t.test('新: a centre for the elderly is claimed by a leader', async (t) => {
      await town.until('2026-06-01T10:00:00+08:00');
      const orderNo = await town.submitted(
        { source: 'livelihood_research', category: 'greening', objectKey: '养老中心', title: '社区缺少养老场所' },
        { needsProject: true },
      );
      await town.complete(orderNo, 'screen_issue', ENTER, 'deputy_leader');
      t.match(await town.entry(orderNo), { issue_class: 'new', task_source: 'grassroots', claim_leader: null });
      t.equal(local((await town.task(orderNo, 'leader_claim'))['due_at']), '2026-06-04 17:30', 'three working days');
      await town.host.restart();
      await town.complete(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      await town.complete(orderNo, 'handle_self', { route: 'done' });
      await t.rejects(town.complete(orderNo, 'fill_result', SOLVED), { code: 'ERR_WORKSHEET_METHOD' }, 'not claimed');
      await t.rejects(town.complete(orderNo, 'leader_claim', { claimed: false }, 'deputy_leader'), {
        code: 'ERR_WORKSHEET_FIELD',
      });
      await town.complete(orderNo, 'leader_claim', { claimed: true }, 'deputy_leader');
      t.match(await town.entry(orderNo), { claim_leader: 'deputy_leader' });
      await t.rejects(town.complete(orderNo, 'fill_result', SOLVED), { code: 'ERR_WORKSHEET_METHOD' }, 'no plan');
      await town.submit(planMeasures, { orderNo, measures: '改造闲置用房一千平方米' });
      await town.host.restart();
      await closeWith(orderNo);
      t.match(await town.order(orderNo), { closing_label: 'task_delivered' });
    });

    t.test('新: nobody claims it in time, the office names a leader', async (t) => {
      await town.until('2026-08-03T10:00:00+08:00');
      const orderNo = await town.submitted({ category: 'greening', objectKey: '无人认领' }, { needsProject: true });
      await town.complete(orderNo, 'screen_issue', ENTER, 'deputy_leader');
      await town.until('2026-08-06T17:30:00+08:00');
      t.ok((await town.tasks(orderNo)).includes('assign_leader'));
      await t.rejects(town.complete(orderNo, 'assign_leader', { leader: 'nobody' }), { code: 'ERR_WORKSHEET_FIELD' });
      await town.complete(orderNo, 'assign_leader', { leader: 'leader' }, 'response_office');
      t.match(await town.entry(orderNo), { claim_leader: String(town.leader) });
      t.same(await town.incidents(), []);
    });

    t.test('急: somebody answers for it by name', async (t) => {
      const orderNo = await town.submitted({ category: 'greening', objectKey: '急办' }, { safety: true });
      const screen = (variables: Row) => town.complete(orderNo, 'screen_issue', variables, 'deputy_leader');
      await t.rejects(screen({ ...ENTER, screeningReason: '' }), { code: 'ERR_WORKSHEET_FIELD' }, 'a reason');
      await t.rejects(screen({ ...ENTER, targetResult: '' }), { code: 'ERR_WORKSHEET_FIELD' }, 'a target');
      await t.rejects(screen(ENTER), { code: 'ERR_WORKSHEET_FIELD', zh: /责任人/ }, 'a person');
      await t.rejects(screen({ ...ENTER, responsible: 'nobody' }), { code: 'ERR_WORKSHEET_FIELD' });
      await t.rejects(screen({ ...ENTER, targetResult: '电话10000000001' }), { code: 'ERR_APPEAL_FIELD' });
      await t.rejects(screen({ ...ENTER, screening: 'maybe' }), { code: 'ERR_APPEAL_FIELD' });
      t.match(await town.entry(orderNo), { screening: 'pending' });
      await screen({ ...ENTER, responsible: 'handler' });
      await town.complete(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      await town.complete(orderNo, 'handle_self', { route: 'done' });
      await closeWith(orderNo);
      t.match(await town.order(orderNo), { closing_label: 'struck_off_on_time' });
    });

    t.test('急: due within a week; 难: asked for again and again', async (t) => {
      const soon = await town.submitted({ category: 'greening', objectKey: '七日' }, { days: 7 });
      await town.complete(soon, 'screen_issue', { ...ENTER, responsible: 'handler' }, 'deputy_leader');
      t.match(await town.entry(soon), { screening: 'entered', issue_class: 'urgent' });

      const draft = { category: 'greening', objectKey: '反复' } as const;
      const { orderNo } = await town.register(draft);
      await town.complete(orderNo, 'verify', { screening: { complete: true, inDuty: true, inArea: true } });
      await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
      for (const _ of [1, 2]) await town.register(draft);
      await town.submit(submitToWorksheet, { orderNo, days: 60 });
      await town.complete(orderNo, 'screen_issue', ENTER, 'deputy_leader');
      t.match(await town.entry(orderNo), { screening: 'entered', issue_class: 'hard' });
      t.same(await town.incidents(), []);
    });

    t.test('screened out with a reason, and never twice', async (t) => {
      const orderNo = await town.submitted({ category: 'greening', objectKey: '普通' });
      await t.rejects(
        town.complete(orderNo, 'screen_issue', ENTER),
        { code: 'ERR_WORKSHEET_FIELD' },
        'D20 names no class',
      );
      await town.complete(orderNo, 'screen_issue', { screening: 'screened_out', screeningReason: '普通工单' });
      t.match(await town.entry(orderNo), {
        screening: 'screened_out',
        screening_reason: '普通工单',
        issue_class: null,
      });
      await t.rejects(town.submit(submitToWorksheet, { orderNo }), { code: 'ERR_WORKSHEET_TWICE' });
      await t.rejects(town.submit(planMeasures, { orderNo, measures: '方案' }), { code: 'ERR_WORKSHEET_FIELD' });
      await t.rejects(town.submit(submitToWorksheet, { orderNo: 'JS-1' }), { code: 'ERR_ORDER_NOT_FOUND' });
      t.same(await town.incidents(), []);
    });
  },
  openSheetTown,
);
