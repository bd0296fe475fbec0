import t, { type Test } from 'tap';
import { completeUserTask } from '../../src/commands/complete-user-task.ts';
import { createOrgUnit } from '../../src/commands/create-org-unit.ts';
import { placeGrid } from '../../src/commands/place-grid.ts';
import { recordCallbackResult } from '../../src/commands/record-callback-result.ts';
import { reportFinding, type ReportedFinding } from '../../src/commands/report-finding.ts';
import type { Role } from '../../src/domain/actor.ts';
import { sealFinding, type FindingDraft } from '../../src/domain/finding-draft.ts';
import { testActor } from '../helpers/host.ts';
import { local, openTownship, vault, type Township } from './township.ts';

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

async function openGridTown(t: Test): Promise<GridTown> {
  const town = await openTownship(t);
  const { units } = town;
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

t.test('before anybody complains', async (t) => {
  const town = await openGridTown(t);

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
    const second = await sweepAway(town, findingNo);
    t.equal(second, 0, 'a sweepable category, but this township has one village only');
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
    t.same(await town.counters('grid_member'), { discover: 1, report: 0, relieve: 0 }, 'somebody complained after all');
    t.same(await town.tasks(orderNo), ['verify']);
    t.same(await town.incidents(), []);
  });
  t.same(await town.incidents(), []);
});

async function sweepAway(town: GridTown, findingNo: string): Promise<number> {
  const open = (await town.tasks(findingNo)).filter((id) => id === 'survey');
  for (const _ of open) await town.complete(findingNo, 'survey', { surveyResult: 'clear' }, 'village_secretary');
  return open.length;
}
void [completeUserTask, recordCallbackResult, testActor];
