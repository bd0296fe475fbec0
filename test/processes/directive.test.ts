import t, { type Test } from 'tap';
import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import { correlateMessage } from '../../src/commands/process/correlate-message.ts';
import { draftDirective, type DraftDirective } from '../../src/commands/directive/draft-directive.ts';
import { publishProgress } from '../../src/commands/directive/publish-progress.ts';
import { withdrawDirective } from '../../src/commands/directive/withdraw-directive.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { testActor } from '../helpers/host.ts';
import { assessmentYear, departmentScores } from '../../src/domain/organisation/department-score.ts';
import { DEFAULT_SCHEME } from '../../src/domain/appeal/three-rates.ts';
import { whistleFigures } from '../../src/domain/whistle/whistle-figures.ts';
import { createQueries } from '../../src/store/queries.ts';
import { local, openTownship, tell, type Township, type TownshipOptions } from './township.ts';

/*
 * Directives of the command centre: a matter that nobody owns gets a lead unit, a date and public progress.
 */

type Row = Readonly<Record<string, unknown>>;

interface DirectiveTown extends Township {
  /** An order that its section works on. */
  orderAtWork(objectKey: string): Promise<string>;
  draft(orderNos: readonly string[], changes?: Partial<DraftDirective>): Promise<string>;
  directive(draftNo: string): Promise<Row>;
  progress(draftNo: string, percent: number, isPublic?: boolean): Promise<unknown>;
  told(draftNo: string): Promise<readonly string[]>;
  /** The weighted score of a department's year. */
  score(unitCode: string, year: number): Promise<number | null | undefined>;
}

async function openDirectiveTown(t: Test, options?: TownshipOptions): Promise<DirectiveTown> {
  const town = await openTownship(t, options);
  const { units, host } = town;
  const db = () => host.store.reader;
  const directive = async (draftNo: string): Promise<Row> => db()('directive').where({ draft_no: draftNo }).first();
  return {
    ...town,
    directive,
    async orderAtWork(objectKey) {
      const { orderNo } = await town.register({ objectKey });
      await town.complete(orderNo, 'verify', { screening: { complete: true, inDuty: true, inArea: true } });
      await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
      await town.follow(orderNo, [
        ['sign', { objection: false }],
        ['first_contact', { contactMethod: 'phone', contactAnswered: true }],
      ]);
      return orderNo;
    },
    async draft(orderNos, changes = {}) {
      const input = {
        title: '整治管线乱缠乱布',
        path: '逐条街巷清理,先主后次',
        limitDays: 30,
        source: 'duty_dispute' as const,
        leadUnitKey: units['planning_office'] as number,
        coUnitKeys: [units['urban_construction'] as number],
        orderNos,
        ...changes,
      };
      return (await town.submit(draftDirective, input, 'district_command')).draftNo;
    },
    async progress(draftNo, percent, isPublic = true) {
      const { key } = await directive(draftNo);
      return host.loop.submit(
        publishProgress,
        { directiveKey: Number(key), percent, text: `已完成 ${percent}%`, isPublic },
        { actor: of(units['planning_office']) },
      );
    },
    async told(draftNo) {
      const row = await directive(draftNo);
      const entries = await db()('outbox_entry').orderBy('key');
      return entries
        .map(({ payload }) => JSON.parse(String(payload)) as Record<string, unknown>)
        .filter(({ directiveKey }) => directiveKey === Number(row['key']))
        .map(({ template }) => String(template));
    },
    async score(unitCode, year) {
      const { departmentScores: department, whistleFigures: figures } = createQueries(db());
      const period = assessmentYear(year, 19, 28);
      const now = host.clock.now();
      const { departments, orders } = await department.read('yunxi', period, now);
      const { calls, directives } = await figures.read('yunxi', period.from, period.to);
      const scores = departmentScores(departments, orders, whistleFigures(calls, directives, now).units, {
        rates: DEFAULT_SCHEME,
        ownShare: 0.6,
        weights: { whistles: 0.4, rates: 0.4, directives: 0.2 },
      });
      return scores.find(({ unitKey }) => unitKey === units[unitCode])?.score;
    },
  };
}

/** Somebody of a unit. */
function of(unitKey: number | undefined): Actor {
  const roles = ['department_contact'] as const;
  return { ...testActor('yunxi'), kind: 'person', id: `of ${unitKey}`, unitKey: unitKey ?? 0, roles, scopes: [] };
}

const SIGNED = { signed: true };
const BULLETIN = { bulletin: '现场核查结果。' };

await tell(
  t,
  'directives',
  async (t, town) => {
    t.test('cables that nobody owned', async (t) => {
      const at = (day: string, time = '10:00') => town.until(`2026-${day}T${time}:00+08:00`);
      await at('03-04');
      const orderNo = await town.orderAtWork('某街管线2026');
      t.equal(local((await town.order(orderNo))['due_at']), '2026-03-12 00:00');
      t.equal(await town.score('planning_office', 2026), null, 'nothing to score yet');
      const draftNo = await town.draft([orderNo]);
      t.equal(draftNo, 'ZL-2026-N1');
      t.same(await town.tasks(draftNo), ['issue']);
      await town.complete(draftNo, 'issue', { issueDecision: 'issue' }, 'district_command');
      t.match(await town.directive(draftNo), { directive_no: 'ZL-2026-1', state: 'issued' });
      t.equal(local((await town.directive(draftNo))['due_at']), '2026-04-04 00:00', 'thirty natural days');
      const order = await town.order(orderNo);
      t.equal(local(order['due_at']), '2026-04-04 00:00', 'the order follows');
      t.match((await town.rows('deadline', orderNo)).at(-1), { name: 'directive', basis: '工作指令 ZL-2026-1' });
      t.ok((await town.messages(orderNo)).includes('appellant: directive_issued'));
      t.equal(local((await town.task(draftNo, 'sign_directive'))['due_at']), '2026-03-04 14:00', 'four hours to sign');

      await at('03-04', '14:00');
      t.same(await town.tasks(draftNo), ['sign_by_call'], 'not signed: the command centre calls');
      await town.complete(draftNo, 'sign_by_call', SIGNED, 'district_command');
      t.same(await town.tasks(draftNo), ['co_work', 'guide', 'lead_work']);
      await town.progress(draftNo, 20, false);
      await t.rejects(town.complete(draftNo, 'lead_work', { done: true }), { code: 'ERR_DIRECTIVE_PROGRESS' });

      await at('03-12', '00:00');
      t.match(await town.directive(draftNo), { urge_count: 1 }, 'a week without public progress');
      await town.progress(draftNo, 40);
      await at('03-18');
      t.match(await town.directive(draftNo), { urge_count: 1 }, 'the week began anew');
      await town.complete(draftNo, 'guide', { guided: true }, 'deputy_leader');
      await town.complete(draftNo, 'co_work', { coDone: true });
      await town.complete(draftNo, 'lead_work', { done: true });
      t.same(await town.tasks(draftNo), ['inspect_directive']);
      await town.complete(draftNo, 'inspect_directive', { inspectionResult: 'false', ...BULLETIN }, 'inspector');
      t.match(await town.directive(draftNo), { state: 'signed', rework_count: 1 });
      t.same(await town.tasks(draftNo), ['co_work', 'guide', 'lead_work'], 'false: back to work');

      await at('04-04', '00:00');
      t.not((await town.directive(draftNo))['red_listed_at'], null, 'on the list of overdue ones');
      await at('04-12', '00:00');
      t.ok((await town.tasks(draftNo)).includes('interview_lead'), 'seven days later its lead unit is interviewed');
      await town.complete(draftNo, 'interview_lead', { interviewed: true }, 'district_command');
      await town.progress(draftNo, 100);
      await town.complete(draftNo, 'co_work', { coDone: true });
      await town.complete(draftNo, 'lead_work', { done: true });
      await town.complete(draftNo, 'inspect_directive', { inspectionResult: 'true', ...BULLETIN }, 'inspector');
      await town.complete(draftNo, 'decide_directive', { decision: 'close' }, 'district_command');
      t.same(await town.tasks(draftNo), ['rate_unit', 'rate_unit'], 'lead and assisting unit');
      await t.rejects(town.complete(draftNo, 'rate_unit', { score: 101 }), { code: 'ERR_DIRECTIVE_FIELD' });
      await town.complete(draftNo, 'rate_unit', { score: 55 }, 'party_secretary');
      await town.complete(draftNo, 'rate_unit', { score: 90 }, 'party_secretary');
      const closed = await town.directive(draftNo);
      t.match(closed, { state: 'completed' });
      t.match(JSON.parse(String(closed['ratings'])), [
        { unitKey: town.units['planning_office'], score: 55 },
        { unitKey: town.units['urban_construction'], score: 90 },
      ]);
      const told = await town.told(draftNo);
      t.same(told.slice(0, 3), ['directive_issued', 'directive_issued', 'directive_urged']);
      for (const template of ['directive_false', 'directive_overdue']) t.ok(told.includes(template), template);
      t.equal(told.at(-1), 'directive_rated_low', 'below the pass score');
      t.equal(await town.score('planning_office', 2026), 55, 'and its score of the year is what it was rated');
      t.ok((await town.messages(orderNo)).includes('appellant: directive_completed'));
      t.same(await town.tasks(draftNo), []);
      t.same(await town.incidents(), []);
    });

    t.test('withdrawn: orders get their old date back', async (t) => {
      await town.until('2028-03-06T10:00:00+08:00');
      const orderNo = await town.orderAtWork('撤回街');
      const { due_at: before } = await town.order(orderNo);
      const draftNo = await town.draft([orderNo]);
      const { key } = await town.directive(draftNo);
      const directiveKey = Number(key);
      await t.rejects(
        town.submit(withdrawDirective, { directiveKey }),
        { code: 'ERR_DIRECTIVE_STATE' },
        'a draft only',
      );
      await town.complete(draftNo, 'issue', { issueDecision: 'issue' }, 'district_command');
      t.not((await town.order(orderNo))['due_at'], before);
      await town.host.restart();
      await town.complete(draftNo, 'sign_directive', SIGNED);
      await town.submit(withdrawDirective, { directiveKey }, 'district_command');
      t.match(await town.directive(draftNo), { state: 'withdrawn' });
      t.equal((await town.order(orderNo))['due_at'], before);
      const dates = await town.rows('deadline', orderNo);
      t.same(
        dates.map(({ name }) => name),
        ['order', 'directive', 'order'],
        'no date was edited: a third row says it',
      );
      t.equal(dates[2]?.['replaces_key'], dates[1]?.['key']);
      t.ok((await town.messages(orderNo)).includes('appellant: directive_withdrawn'));
      t.same(await town.tasks(draftNo), []);
      await t.rejects(town.submit(withdrawDirective, { directiveKey }), { code: 'ERR_DIRECTIVE_STATE' }, 'twice');
      for (const isPublic of [true, false])
        await t.rejects(town.progress(draftNo, 10, isPublic), { code: 'ERR_DIRECTIVE_STATE' }, 'too late');
      t.same(await town.incidents(), []);
    });

    t.test('extended once, then reported as failed', async (t) => {
      const orderNo = await town.orderAtWork('续办街');
      const draftNo = await town.draft([orderNo], { limitDays: 5, coUnitKeys: [] });
      await town.complete(draftNo, 'issue', { issueDecision: 'issue' }, 'district_command');
      await town.complete(draftNo, 'sign_directive', SIGNED);
      const carryOut = async (): Promise<void> => {
        await town.progress(draftNo, 50);
        await town.complete(draftNo, 'lead_work', { done: true });
        await town.complete(draftNo, 'inspect_directive', { inspectionResult: 'partial', ...BULLETIN }, 'inspector');
      };
      await carryOut();
      await t.rejects(town.complete(draftNo, 'decide_directive', { decision: 'extend' }), {
        code: 'ERR_DIRECTIVE_FIELD',
      });
      await town.complete(draftNo, 'decide_directive', { decision: 'extend', extensionDays: 10 });
      t.equal(local((await town.directive(draftNo))['due_at']), '2028-03-17 00:00');
      t.equal(local((await town.order(orderNo))['due_at']), '2028-03-17 00:00');
      await town.until('2028-03-12T00:00:00+08:00');
      t.equal((await town.directive(draftNo))['red_listed_at'], null, 'the old date no longer counts');
      await town.until('2028-03-17T00:00:00+08:00');
      t.not((await town.directive(draftNo))['red_listed_at'], null, 'the new one does');
      await carryOut();
      await t.rejects(town.complete(draftNo, 'decide_directive', { decision: 'extend', extensionDays: 10 }), {
        code: 'ERR_DIRECTIVE_EXTENDED',
      });
      await town.complete(draftNo, 'decide_directive', { decision: 'fail' }, 'district_command');
      await town.complete(draftNo, 'rate_unit', { score: 20 }, 'party_secretary');
      t.match(await town.directive(draftNo), { state: 'failed_reported' });
      t.same(await town.tasks(draftNo), []);
      t.same(await town.incidents(), []);
    });

    t.test('asked for by a message, and not issued', async (t) => {
      const orderNo = await town.orderAtWork('提请街');
      const { key } = await town.order(orderNo);
      const variables = { source: 'whistle', orderKey: Number(key) };
      await town.submit(correlateMessage, { name: 'DirectiveRequested', correlationKey: 'CS-1', variables });
      t.same(await town.tasks('CS-1'), ['draft_directive']);
      const words = { title: '雨水倒灌', path: '管网改造', limitDays: 20 };
      await t.rejects(town.complete('CS-1', 'draft_directive', { ...words, leadUnit: 'nobody' }), {
        code: 'ERR_DIRECTIVE_FIELD',
      });
      const units = { leadUnit: 'planning_office', coUnits: 'rural_work,urban_construction' };
      await town.complete('CS-1', 'draft_directive', { ...words, ...units }, 'district_command');
      const [row] = await town.host.store.reader('directive').where({ title: '雨水倒灌' });
      t.match(row, { source: 'whistle', lead_unit_key: town.units['planning_office'], limit_days: 20 });
      t.same(JSON.parse(String(row.order_keys)), [Number(key)]);
      await town.complete('CS-1', 'issue', { issueDecision: 'drop' }, 'district_command');
      t.match(await town.directive(String(row.draft_no)), { state: 'dropped', directive_no: null });
      t.same(await town.incidents(), []);
    });

    t.test('bad input changes nothing', async (t) => {
      const orderNo = await town.orderAtWork('拒绝街');
      const fresh = await town.register({ objectKey: '未派街' });
      const count = async () => Number((await town.host.store.reader('directive').count('* as n'))[0]?.['n']);
      const before = await count();
      const refusals: readonly (readonly [Partial<DraftDirective>, string])[] = [
        [{ title: '' }, 'ERR_DIRECTIVE_FIELD'],
        [{ title: '联系10000000001' }, 'ERR_DIRECTIVE_FIELD'],
        [{ path: ' ' }, 'ERR_DIRECTIVE_FIELD'],
        [{ limitDays: 0 }, 'ERR_DIRECTIVE_FIELD'],
        [{ source: 'rumour' as 'whistle' }, 'ERR_DIRECTIVE_FIELD'],
        [{ leadUnitKey: 1 }, 'ERR_UNIT_NOT_FOUND'],
        [{ leadUnitKey: town.units['village_01'] as number }, 'ERR_NOT_FIRST_RECIPIENT'],
        [{ orderNos: ['JS-20260101-000009'] }, 'ERR_ORDER_NOT_FOUND'],
        [{ orderNos: [fresh.orderNo] }, 'ERR_DIRECTIVE_ORDER'],
      ];
      for (const [changes, code] of refusals) await t.rejects(town.draft([orderNo], changes), { code }, code);
      t.equal(await count(), before);

      const draftNo = await town.draft([orderNo]);
      await town.complete(draftNo, 'issue', { issueDecision: 'issue' }, 'district_command');
      await town.complete(draftNo, 'sign_directive', SIGNED);
      const directiveKey = Number((await town.directive(draftNo))['key']);
      const publish = (actor: Actor, percent: number, text: string) =>
        town.host.loop.submit(publishProgress, { directiveKey, percent, text }, { actor });
      const lead = of(town.units['planning_office']);
      await t.rejects(publish(of(town.units['rural_work']), 10, '进度'), { code: 'ERR_DIRECTIVE_UNIT' });
      await t.rejects(publish(testActor('elsewhere'), 10, '进度'), { code: 'ERR_DIRECTIVE_NOT_FOUND' });
      await t.rejects(publish(lead, 101, '进度'), { code: 'ERR_DIRECTIVE_FIELD' });
      await t.rejects(publish(lead, 10, ''), { code: 'ERR_DIRECTIVE_FIELD' });
      t.same(await town.host.store.reader('directive_progress').where({ directive_key: directiveKey }), []);

      await town.progress(draftNo, 100);
      await town.complete(draftNo, 'co_work', { coDone: true });
      await town.complete(draftNo, 'lead_work', { done: true });
      const { key } = await town.task(draftNo, 'inspect_directive');
      const inspect = (actor: Actor, variables: Record<string, unknown>) =>
        town.host.loop.submit(completeUserTask, { userTaskKey: Number(key), variables }, { actor });
      await t.rejects(inspect({ ...lead, roles: ['inspector'] }, { inspectionResult: 'true', ...BULLETIN }), {
        code: 'ERR_DIRECTIVE_OWN_WORK',
      });
      await t.rejects(inspect(testActor('yunxi'), { inspectionResult: 'true' }), { code: 'ERR_DIRECTIVE_FIELD' });
      await t.rejects(inspect(testActor('yunxi'), { inspectionResult: 'perhaps', ...BULLETIN }), {
        code: 'ERR_APPEAL_FIELD',
      });
      t.same(await town.host.store.reader('directive_inspection').where({ directive_key: directiveKey }), []);
      t.same(await town.incidents(), []);
    });
  },
  openDirectiveTown,
);
