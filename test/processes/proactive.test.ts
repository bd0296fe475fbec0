import t, { type Test } from 'tap';
import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import { createOrgUnit } from '../../src/commands/organisation/create-org-unit.ts';
import { foresee } from '../../src/commands/proactive/foresee.ts';
import { openSeason } from '../../src/commands/proactive/open-season.ts';
import { placeGrid } from '../../src/commands/proactive/place-grid.ts';
import { planSeason } from '../../src/commands/proactive/plan-season.ts';
import { stopSeason } from '../../src/commands/proactive/stop-season.ts';
import { recordCallbackResult } from '../../src/commands/appeal/record-callback-result.ts';
import { reportIn } from '../../src/commands/whistle/report-in.ts';
import { reportFinding, type ReportedFinding } from '../../src/commands/proactive/report-finding.ts';
import type { Role } from '../../src/domain/actor.ts';
import { sealFinding, type FindingDraft } from '../../src/domain/proactive/finding-draft.ts';
import { testActor } from '../helpers/host.ts';
import { local, openTownship, tell, vault, type Township, type TownshipOptions } from './township.ts';

/*
 * What is handled before anybody complains: found by the grid, by residents with a photo, or foreseen.
 */

const DRAFT: FindingDraft = {
  kind: 'patrol_routine',
  category: 'rural_sewage',
  placeKind: 'rural',
  title: '老人院门前积水',
  content: '巡查走访独居老人时发现门前排水不畅。',
  position: { latitude: 40.2101, longitude: 117.0902 },
};
const SPOT = { claim: 'mine', site: { solvableBy: 'spot' } };

interface GridTown extends Township {
  readonly grids: Readonly<Record<string, number>>;
  report(draft?: Partial<FindingDraft>, role?: Role): Promise<ReportedFinding>;
  finding(findingNo: string): Promise<Readonly<Record<string, unknown>>>;
  counters(person: string): Promise<Readonly<Record<string, number>>>;
}

async function openGridTown(t: Test, options?: TownshipOptions): Promise<GridTown> {
  const town = await openTownship(t, options);
  const { units } = town;
  for (const code of ['village_02', 'village_03']) {
    const input = { kind: 'village' as const, code, name: `示例村${code}`, parentKey: null };
    (units as Record<string, number>)[code] = (await town.submit(createOrgUnit, input)).unitKey;
  }
  const grids: Record<string, number> = {};
  for (const [code, parent] of [
    ['grid_0101', 'village_01'],
    ['grid_0102', 'village_01'],
  ] as const) {
    const input = { kind: 'grid' as const, code, name: `网格${code}`, parentKey: units[parent] as number };
    grids[code] = (await town.submit(createOrgUnit, input)).unitKey;
  }
  await town.submit(placeGrid, { gridKey: grids['grid_0101'] as number, latitude: 40.21, longitude: 117.09 });
  await town.submit(placeGrid, { gridKey: grids['grid_0102'] as number, latitude: 40.25, longitude: 117.12 });
  const db = () => town.host.store.reader;
  return {
    ...town,
    grids,
    report: (draft = {}, role = 'grid_member') =>
      town.submit(reportFinding, sealFinding(vault, { ...DRAFT, ...draft }), role),
    finding: async (findingNo) => db()('finding').where({ finding_no: findingNo }).first(),
    async counters(person) {
      const rows = await db()('grid_counter').where({ person });
      const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
      return { discover: sum('discover'), report: sum('report'), relieve: sum('relieve') };
    },
  };
}

await tell(
  t,
  'before anybody complains',
  async (t, town) => {
    t.test('a drain is cleared on the spot during a visit: relieved, no order', async (t) => {
      await town.until('2026-03-04T10:00:00+08:00');
      const { findingNo } = await town.report({ objectKey: '南岔村12号门前' });
      t.equal(findingNo, 'WS-20260304-000001');
      t.match(await town.finding(findingNo), { grid_key: town.grids['grid_0101'], unit_key: town.units['village_01'] });
      t.same(await town.counters('grid_member'), { discover: 1, report: 0, relieve: 0 });
      const claim = await town.task(findingNo, 'claim');
      t.equal(local(claim['due_at']), '2026-03-04 15:30', 'four working hours to claim');
      t.same(JSON.parse(String(claim['candidate_groups'])), [`unit:${town.grids['grid_0101']}:grid_leader`]);

      await town.complete(findingNo, 'claim', SPOT, 'grid_leader');
      t.equal(await sweepAway(town, findingNo), 2, 'every other village looks as well');
      await town.complete(findingNo, 'solve_on_spot', { publicReply: '已疏通排水口。' }, 'grid_member');
      await t.rejects(town.complete(findingNo, 'confirm_solution', { confirmed: true }, 'grid_member'), {
        code: 'ERR_OWN_WORK',
      });
      await town.complete(findingNo, 'confirm_solution', { confirmed: true }, 'grid_leader');
      t.match(await town.finding(findingNo), { state: 'solved_on_spot', public_reply: '已疏通排水口。' });
      t.same(await town.counters('grid_member'), { discover: 1, report: 0, relieve: 1 });
      t.equal(await town.order(findingNo), undefined, 'no order');
      t.same(await town.messages(findingNo), ['appellant: finding_settled']);

      const { orderNo } = await town.register({ category: 'rural_sewage', objectKey: '南岔村12号门前' });
      t.same(
        await town.counters('grid_member'),
        { discover: 1, report: 0, relieve: 0 },
        'somebody complained after all',
      );
      t.same(await town.tasks(orderNo), ['verify']);

      for (const times of [1, 2]) {
        const again = await town.report({ category: 'noise', objectKey: '两次噪声' }, 'grid_leader');
        await town.complete(again.findingNo, 'claim', SPOT, 'grid_leader');
        await town.complete(again.findingNo, 'solve_on_spot', { publicReply: '已劝停。' }, 'grid_leader');
        await town.complete(again.findingNo, 'confirm_solution', { confirmed: true }, 'response_office');
        t.equal((await town.counters('grid_leader'))['relieve'], times);
      }
      await town.register({ category: 'noise', objectKey: '两次噪声' });
      t.equal((await town.counters('grid_leader'))['relieve'], 0, 'both are taken back');
      t.same(await town.incidents(), []);
    });
    t.test('a broken road: the village meets, every place looks, the section repairs', async (t) => {
      await town.until('2026-04-01T10:00:00+08:00');
      const before = await town.counters('grid_member');
      const { findingNo, findingKey } = await town.report({
        category: 'road_damage',
        title: '村口路面破损',
        content: '巡查发现路面破损。',
        objectKey: '夏店村口',
      });
      await town.complete(findingNo, 'claim', { claim: 'mine', site: { solvableBy: 'section' } }, 'grid_leader');
      const meeting = await town.task(findingNo, 'village_meeting');
      t.equal(local(meeting['due_at']), '2026-04-03 17:30', 'two office days to meet');
      t.match(meeting['candidate_groups'], `unit:${town.units['village_01']}:village_secretary`);
      await t.rejects(town.complete(findingNo, 'village_meeting', { meeting: { attending: 0, scope: 'both' } }), {
        code: 'ERR_APPEAL_FIELD',
      });
      await t.rejects(town.complete(findingNo, 'village_meeting', { meeting: { attending: 7, scope: 'world' } }), {
        code: 'ERR_APPEAL_FIELD',
      });
      await town.complete(
        findingNo,
        'village_meeting',
        { meeting: { attending: 7, scope: 'both' } },
        'village_secretary',
      );
      t.same(await town.tasks(findingNo), ['survey', 'survey', 'survey'], 'two other villages, and its own other grid');
      const points = () => town.host.store.reader('sweep_point').where({ finding_key: findingKey }).orderBy('key');
      t.match(await points(), [{ state: 'to_survey' }, { state: 'to_survey' }, { unit_key: town.grids['grid_0102'] }]);
      await t.rejects(town.complete(findingNo, 'survey', { surveyResult: 'found' }), {
        code: 'ERR_FINDING_EVIDENCE',
      });
      await town.complete(findingNo, 'survey', { surveyResult: 'found', defects: 3 }, 'village_secretary');
      t.same(await town.tasks(findingNo), ['repair', 'survey', 'survey'], 'each place goes its own way');
      await town.until('2026-04-09T00:00:00+08:00');
      t.ok((await town.messages(findingNo)).includes('staff: sweep_overdue'), 'seven days');
      await town.complete(findingNo, 'survey', { surveyResult: 'outside' }, 'village_secretary');
      await town.complete(findingNo, 'survey', { surveyResult: 'clear' }, 'grid_member');
      await t.rejects(town.complete(findingNo, 'repair', { repaired: false }), { code: 'ERR_FINDING_EVIDENCE' });
      await town.complete(findingNo, 'repair', { repaired: true }, 'section_handler');
      t.match(
        await points(),
        [
          { state: 'repaired', defects: 3 },
          { state: 'handed_up', defects: 0 },
          { state: 'clear', defects: 0 },
        ],
        'all points closed',
      );

      t.match(
        await town.order(findingNo),
        { key: findingKey, state: 'registered' },
        'the order has its number and key',
      );
      const after = await town.counters('grid_member');
      t.same([after['discover'], after['report']], [Number(before['discover']) + 1, Number(before['report']) + 1]);
      await town.complete(findingNo, 'verify', { screening: { complete: true, inDuty: true, inArea: true } });
      await town.complete(findingNo, 'sign_off', { signOff: 'approve' });
      t.match(await town.order(findingNo), {
        owner_unit_key: town.units['urban_construction'],
        state: 'dispatched',
        due_at: Date.parse('2026-04-17T00:00:00+08:00'),
      });
      await handledBySection(town, findingNo);
      t.match(await town.order(findingNo), { state: 'closed', closing_label: 'struck_off_on_time' });
      await town.until('2026-05-20T00:00:00+08:00');
      t.match(await town.order(findingNo), { state: 'archived' });
      t.match(await town.finding(findingNo), { state: 'solved_by_section', public_reply: '各村路面均已修补。' });
      t.same(
        await town.counters('grid_member'),
        { ...before, discover: Number(before['discover']) + 1, report: Number(before['report']) + 1 },
        'found and reported; an order is no relief',
      );
      t.ok((await town.messages(findingNo)).includes('appellant: finding_settled'));
      t.same(await town.tasks(findingNo), []);
      t.same(await town.incidents(), []);
    });

    t.test('a meeting that nobody calls: every village looks', async (t) => {
      const { findingNo, findingKey } = await town.report({ category: 'road_damage', objectKey: '未议路段' });
      await town.complete(findingNo, 'claim', { claim: 'mine', site: { solvableBy: 'spot' } }, 'grid_leader');
      await town.until('2026-05-25T00:00:00+08:00');
      t.same(await town.tasks(findingNo), ['survey', 'survey']);
      const points = await town.host.store.reader('sweep_point').where({ finding_key: findingKey });
      t.notOk(points.some(({ unit_key: key }) => key === town.grids['grid_0102']));
      t.same(await town.incidents(), []);
    });

    t.test('the grid whistles for its neighbours: solved without an order; in vain: an order after all', async (t) => {
      await town.until('2026-06-01T10:00:00+08:00');
      const before = await town.counters('grid_member');
      const { findingNo, findingKey } = await town.report({ category: 'noise', objectKey: '楼道堆物' });
      await town.complete(findingNo, 'claim', { claim: 'mine', site: { solvableBy: 'whistle' } }, 'grid_leader');
      t.match(
        (await town.task(findingNo, 'analyse'))['candidate_groups'],
        `unit:${town.grids['grid_0101']}:grid_leader`,
      );
      await whistled(town, findingNo, 'solved');
      const [row] = await town.host.store.reader('whistle').orderBy('key', 'desc').limit(1);
      t.match(row, { level: 'grid', order_key: null, blower_unit_key: town.grids['grid_0101'], result: 'solved' });
      await t.rejects(town.complete(findingNo, 'report_solution', {}), { code: 'ERR_FINDING_EVIDENCE' });
      await town.complete(findingNo, 'report_solution', { publicReply: '已会同村委会清理。' }, 'grid_leader');
      await town.complete(findingNo, 'confirm_solution', { confirmed: true }, 'response_office');
      t.match(await town.finding(findingNo), { state: 'upgraded', public_reply: '已会同村委会清理。' });
      t.equal(await town.order(findingNo), undefined, 'no order');
      t.same(await town.counters('grid_member'), {
        discover: Number(before['discover']) + 1,
        report: Number(before['report']) + 1,
        relieve: Number(before['relieve']) + 1,
      });

      const other = await town.report({ category: 'noise', objectKey: '吹哨未果' });
      await town.complete(other.findingNo, 'claim', { claim: 'mine', site: { solvableBy: 'whistle' } }, 'grid_leader');
      await town.complete(other.findingNo, 'analyse', { analysis: { solvableAlone: true } }, 'grid_leader');
      t.match(await town.finding(other.findingNo), { state: 'ordered' });
      t.same(await town.tasks(other.findingNo), ['verify']);
      t.not(findingKey, other.findingKey);
      t.same(await town.incidents(), []);
    });

    t.test('nobody claims it, a wrong grid, a false alarm', async (t) => {
      await town.until('2026-11-02T10:00:00+08:00');
      const before = await town.counters('alley_steward');
      const { findingNo } = await town.report({ safety: true, category: 'noise', objectKey: '误报' }, 'alley_steward');
      t.equal(local((await town.task(findingNo, 'claim'))['due_at']), '2026-11-02 10:30', 'danger: thirty minutes');
      t.equal((await town.counters('alley_steward'))['discover'], Number(before['discover']) + 1);
      await town.until('2026-11-02T10:30:00+08:00');
      t.same(await town.tasks(findingNo), ['assign_claim']);
      await t.rejects(town.complete(findingNo, 'assign_claim', { gridCode: 'village_01' }), {
        code: 'ERR_GRID_NOT_FOUND',
      });
      await town.complete(findingNo, 'assign_claim', { gridCode: 'grid_0102' }, 'response_office');
      await t.rejects(town.complete(findingNo, 'take_over', { claim: 'transfer' }), { code: 'ERR_APPEAL_FIELD' });
      const { key } = await town.task(findingNo, 'take_over');
      const stranger = { ...testActor('yunxi'), kind: 'person' as const, unitKey: town.grids['grid_0101'] ?? 0 };
      const task = { userTaskKey: Number(key), variables: { claim: 'mine', site: { solvableBy: 'spot' } } };
      await t.rejects(town.host.loop.submit(completeUserTask, task, { actor: stranger }), { code: 'ERR_FINDING_UNIT' });
      await town.complete(findingNo, 'take_over', { claim: 'false_alarm' }, 'grid_leader');
      t.match(await town.finding(findingNo), { state: 'false_alarm' });
      t.same(await town.counters('alley_steward'), before, 'taken back');
      const [counter] = await town.host.store.reader('grid_counter').where({ person: 'alley_steward' });
      t.match(JSON.parse(String(counter.evidence)), [{ delta: 1 }, { delta: -1 }], 'both movements stay on record');

      const other = await town.report({ category: 'noise', objectKey: '别的网格' });
      await town.complete(other.findingNo, 'claim', { claim: 'transfer' }, 'grid_leader');
      t.same(await town.tasks(other.findingNo), ['assign_claim']);
      t.same(await town.incidents(), []);
    });

    t.test('known already: linked; foreseen without a place: the office finds the grid', async (t) => {
      const first = await town.report({ category: 'noise', objectKey: '同一处' });
      const second = await town.report({ category: 'noise', objectKey: '同一处' });
      t.match(await town.finding(second.findingNo), { state: 'duplicate', duplicate_of: first.findingNo });
      const { orderNo } = await town.register({ category: 'noise', objectKey: '热线已报' });
      const third = await town.report({ category: 'noise', objectKey: '热线已报' });
      t.match(await town.finding(third.findingNo), { state: 'duplicate', duplicate_of: orderNo });

      const { position: _position, ...nowhere } = DRAFT;
      const foreseen = sealFinding(vault, { ...nowhere, kind: 'forecast', category: 'heating' });
      const { findingNo } = await town.submit(reportFinding, foreseen, 'response_office');
      t.match(await town.finding(findingNo), { grid_key: null });
      t.same(await town.tasks(findingNo), ['assign_claim']);
      t.same(await town.incidents(), []);
    });

    t.test('solved by the village, after residents said no once; a citizen had called meanwhile', async (t) => {
      await town.until('2026-11-10T10:00:00+08:00');
      const before = await town.counters('grid_leader');
      const { findingNo } = await town.report({ category: 'noise', objectKey: '广场舞' }, 'grid_leader');
      await town.complete(findingNo, 'claim', { claim: 'mine', site: { solvableBy: 'village' } }, 'grid_leader');
      t.match((await town.task(findingNo, 'solve_by_village'))['candidate_groups'], `unit:${town.units['village_01']}`);
      const { orderKey } = await town.register({ category: 'noise', objectKey: '广场舞' });
      t.match((await town.finding(findingNo))['matched_order_keys'], String(orderKey));
      t.ok((await town.history(orderKey)).includes('order.finding-known'), 'the appeal says how far it is');
      await t.rejects(town.complete(findingNo, 'solve_by_village', {}), { code: 'ERR_FINDING_EVIDENCE' });
      await t.rejects(town.complete(findingNo, 'solve_by_village', { publicReply: '找10000001111' }), {
        code: 'ERR_APPEAL_FIELD',
      });
      await town.until('2026-11-18T00:00:00+08:00');
      t.ok((await town.messages(findingNo)).includes('staff: finding_overdue'), 'seven natural days');
      await town.complete(findingNo, 'solve_by_village', { publicReply: '已约定时间。' }, 'village_secretary');
      await t.rejects(town.complete(findingNo, 'confirm_solution', {}, 'response_office'), {
        code: 'ERR_FINDING_EVIDENCE',
      });
      await town.complete(
        findingNo,
        'confirm_solution',
        { confirmed: false, site: { solvableBy: 'village' } },
        'response_office',
      );
      await town.complete(findingNo, 'solve_by_village', { publicReply: '已调低音量。' }, 'village_secretary');
      await town.complete(findingNo, 'confirm_solution', { confirmed: true }, 'response_office');
      t.match(await town.finding(findingNo), { state: 'solved_by_village', public_reply: '已调低音量。' });
      const after = await town.counters('grid_leader');
      t.same(
        [after['discover'], after['report'], after['relieve']],
        [Number(before['discover']) + 1, Number(before['report']) + 1, before['relieve']],
        'somebody complained: no relief',
      );
      t.same(await town.incidents(), []);
    });

    t.test('an order that is none of the township is handed over', async (t) => {
      const { findingNo } = await town.report({ category: 'noise', objectKey: '镇外' });
      await town.complete(findingNo, 'claim', { claim: 'mine', site: { beyondTown: true, solvableBy: 'none' } });
      await town.complete(findingNo, 'verify', { screening: { complete: true, inDuty: true, inArea: false } });
      t.match(await town.finding(findingNo), { state: 'handed_over' });
      t.same(await town.incidents(), []);
    });

    t.test('a hot spot and a season are looked at in every place before anybody complains', async (t) => {
      await town.until('2026-12-01T10:00:00+08:00');
      const { position: _position, ...draft } = DRAFT;
      const forecast = sealFinding(vault, { ...draft, kind: 'forecast', category: 'heating', title: '入冬供暖排查' });
      const village = town.units['village_02'] as number;
      await t.rejects(town.submit(foresee, { forecast: { ...forecast, kind: 'snap' }, unitKeys: [] }), {
        code: 'ERR_APPEAL_FIELD',
      });
      await t.rejects(town.submit(foresee, { forecast, unitKeys: [1] }), { code: 'ERR_UNIT_NOT_FOUND' });
      const { findings } = await town.submit(foresee, { forecast, unitKeys: [] }, 'response_office');
      t.equal(findings.length, 3, 'three villages, an entry each');
      t.match(await town.finding(String(findings[1]?.findingNo)), { kind: 'forecast', unit_key: village });
      t.same(await town.tasks(String(findings[1]?.findingNo)), ['assign_claim']);

      const plan = { startsOn: '11-01', forecast, unitKeys: [village] };
      await t.rejects(town.submit(planSeason, { ...plan, startsOn: '13-01' }), { code: 'ERR_APPEAL_FIELD' });
      await t.rejects(town.submit(planSeason, { ...plan, unitKeys: [1] }), { code: 'ERR_UNIT_NOT_FOUND' });
      await t.rejects(town.submit(planSeason, plan, 'grid_member'), { code: 'ERR_FINDING_REPORTER' });
      const { seasonKey } = await town.submit(planSeason, plan, 'response_office');
      const due = (date: string) => town.host.store.duties.dueSeasons(date, 10);
      t.same(await due('2026-12-01'), [], 'its day of this year has passed');
      t.same(await due('2027-10-31'), []);
      t.match(await due('2027-11-01'), [{ key: seasonKey, tenantId: 'yunxi' }]);
      await town.until('2027-11-01T06:00:00+08:00');
      const opened = await town.submit(openSeason, { seasonKey });
      t.equal(opened.findings.length, 1);
      t.match(await town.finding(String(opened.findings[0]?.findingNo)), { unit_key: village, category: 'heating' });
      t.same(await town.submit(openSeason, { seasonKey }), { findings: [] }, 'once a year');
      t.same(await due('2027-11-02'), []);
      await town.submit(stopSeason, { seasonKey }, 'response_office');
      await t.rejects(town.submit(stopSeason, { seasonKey }), { code: 'ERR_SEASON_NOT_FOUND', zh: /季节计划/ });
      t.same(await due('2028-11-02'), []);
      t.same(await town.incidents(), []);
    });

    t.test('bad input changes nothing', async (t) => {
      const count = async () => Number((await town.host.store.reader('finding').count('* as n'))[0]?.['n']);
      const before = await count();
      const refusals: readonly (readonly [Partial<FindingDraft>, string])[] = [
        [{ kind: 'rumour' as 'snap' }, 'ERR_APPEAL_FIELD'],
        [{ category: 'weather' as 'noise' }, 'ERR_APPEAL_FIELD'],
        [{ title: '' }, 'ERR_APPEAL_FIELD'],
        [{ objectKey: '10000001111' }, 'ERR_APPEAL_FIELD'],
        [{ position: { latitude: 99, longitude: 0 } }, 'ERR_PLACE_OUTSIDE'],
        [{ unitKey: 1 }, 'ERR_UNIT_NOT_FOUND'],
        [{ gridKey: town.units['village_01'] as number }, 'ERR_GRID_NOT_FOUND'],
        [{ kind: 'suggestion' }, 'ERR_FINDING_REPORTER'],
      ];
      for (const [changes, code] of refusals) await t.rejects(town.report(changes), { code }, code);
      const { position: _position, ...nowhere } = DRAFT;
      await t.rejects(town.submit(reportFinding, sealFinding(vault, nowhere), 'grid_member'), {
        code: 'ERR_APPEAL_FIELD',
      });
      await t.rejects(
        town.host.loop.submit(
          placeGrid,
          { gridKey: town.grids['grid_0101'] ?? 0, latitude: 1, longitude: 1 },
          { actor: testActor('elsewhere') },
        ),
        { code: 'ERR_GRID_NOT_FOUND' },
        'of another town',
      );
      t.equal(await count(), before);
    });
  },
  openGridTown,
);

/** The meeting has the other villages look, and they find nothing. @returns how many looked */
async function sweepAway(town: GridTown, findingNo: string): Promise<number> {
  await town.complete(findingNo, 'village_meeting', { meeting: { attending: 5, scope: 'township' } });
  const open = (await town.tasks(findingNo)).filter((id) => id === 'survey');
  for (const _ of open) await town.complete(findingNo, 'survey', { surveyResult: 'clear' }, 'village_secretary');
  return open.length;
}

async function handledBySection(town: GridTown, orderNo: string): Promise<void> {
  await town.follow(orderNo, [
    ['sign', { objection: false }],
    ['first_contact', { contactMethod: 'visit', contactAnswered: true }],
    ['check_site', { site: { finding: 'yes', solvableBy: 'section' } }],
    ['handle_self', { route: 'done' }],
    ['fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '各村路面均已修补。' }],
    ['review', { reviewPassed: true }],
  ]);
  if ((await town.tasks(orderNo)).includes('verify_result'))
    await town.complete(orderNo, 'verify_result', { finding: 'yes' });
  await town.submit(recordCallbackResult, {
    orderNo,
    channel: 'sms',
    reached: true,
    contacted: true,
    resolved: true,
    satisfaction: 'satisfied',
  });
}

/** A whistle of the grid for its village, from analysis to rating. */
async function whistled(town: GridTown, findingNo: string, whistleOutcome: string): Promise<void> {
  const analysis = { squad: true, reason: 'no_means', place: '示例一网格', units: ['village_01'] };
  await town.complete(findingNo, 'analyse', { analysis }, 'grid_leader');
  await town.complete(findingNo, 'sign_whistle', { objection: false }, 'village_secretary');
  const [{ whistle_no: whistleNo }] = await town.host.store.reader('whistle').orderBy('key', 'desc').limit(1);
  await town.submit(reportIn, {
    whistleNo: String(whistleNo),
    unitKey: town.units['village_01'] as number,
    ...{ placeSealed: null, personCount: 2, topRank: 'unit_leader' },
  });
  await town.complete(findingNo, 'handle_part', { partResult: 'done' }, 'village_secretary');
  await town.complete(findingNo, 'conclude', { whistleOutcome }, 'grid_leader');
  await town.complete(findingNo, 'rate', { rating: { cooperation: 18, effect: 27, feedback: 9 } }, 'grid_leader');
}
