import { blowWhistle } from '../../../commands/whistle/blow-whistle.ts';
import { gridCode } from '../identity.ts';
import type { Act, GivenTask } from './act.ts';
import type { Acts } from './acting.ts';
import type { People } from './people.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The office hands what nobody claims to this grid. */
const ANY_GRID = gridCode(0);

/** 未诉先办: grid leaders and members, villages, the office. */
export const PROACTIVE: Acts = {
  claim(people, task) {
    const claim = people.found?.claim ?? 'mine';
    if (claim === 'late') return people.inOffice(task, 12 * HOUR, { claim: 'mine', site: siteOf(people) });
    const act = soon(people, task, 20 * MINUTE, claim === 'mine' ? { claim, site: siteOf(people) } : { claim });
    return claim === 'mine' ? { ...act, later: ownWhistle(people, task, act.at) } : act;
  },
  assign_claim: (people, task) => soon(people, task, 20 * MINUTE, { gridCode: ANY_GRID }),
  take_over: (people, task) => soon(people, task, 20 * MINUTE, { claim: 'mine', site: siteOf(people) }),
  village_meeting: (people, task) => soon(people, task, 20 * MINUTE, { meeting: { attending: 9, scope: 'township' } }),
  report_solution: (people, task) => soon(people, task, 20 * MINUTE, { publicReply: '已吹哨解决。' }),
  survey(people, task) {
    const surveyResult = people.draw.weighted([
      ['clear', 80],
      ['found', 17],
      ['outside', 3],
    ]);
    const found = surveyResult === 'found' && { defects: 1 + people.draw.integer(3) };
    return people.inOffice(task, 14 * HOUR, { surveyResult, ...found });
  },
  repair: (people, task) => people.inOffice(task, 16 * HOUR, { repaired: true }),
  solve_on_spot: (people, task) => soon(people, task, HOUR, { publicReply: '【模拟】已现场解决。' }),
  solve_by_village(people, task) {
    const median = people.draw.chance(0.05) ? 100 * HOUR : 8 * HOUR;
    return people.inOffice(task, median, { publicReply: '【模拟】村(社区)已解决。' });
  },
  confirm_solution(people, task) {
    const refused = people.first('confirmation') && people.draw.chance(0.03);
    const variables = refused ? { confirmed: false, site: { solvableBy: 'village' } } : { confirmed: true };
    // who solved it does not ask the residents
    return { ...people.inOffice(task, 2 * HOUR, variables), group: 1 };
  },
};

// helpers

function siteOf({ found }: People): Act['variables'] {
  const solver = found?.solver ?? 'spot';
  return solver === 'whistle' ? { solvableBy: 'none', crossDepartment: true } : { solvableBy: solver };
}

/** Danger is met at once, everything else in office hours. */
function soon(people: People, task: GivenTask, median: number, variables: Act['variables']): Act {
  const after = people.draw.lognormal(median, 0.4);
  return { at: people.found?.safety === true ? task.at + after / 5 : people.working(task.at, after), variables };
}

/** Few findings make a grid leader call the neighbours, fewer a village secretary the sections, on their own initiative. */
function ownWhistle(people: People, { variables }: GivenTask, at: number): NonNullable<Act['later']> {
  const level = people.draw.weighted([
    ['none', 94],
    ['grid', 4],
    ['community', 2],
  ]);
  const key = variables[level === 'grid' ? 'gridKey' : 'villageKey'];
  const grid = people.found?.grid ?? null;
  if (level === 'none' || typeof key !== 'number' || grid === null) return [];
  const analysis = {
    squad: level === 'grid',
    alliance: level === 'community',
    reason: 'several_departments',
    place: '【模拟】地点',
    units: level === 'grid' ? [gridCode(grid === 0 ? 1 : grid - 1)] : ['community_building', 'rural_work'],
  } as const;
  const blower = {
    kind: 'person',
    roles: [level === 'grid' ? 'grid_leader' : 'village_secretary'],
    unitKey: key,
  } as const;
  return [
    {
      at: at + HOUR,
      deed: ({ submit, actor }) =>
        submit(blowWhistle, { analysis }, { actor: { ...actor, ...blower, id: `synthetic ${level}` } }),
    },
  ];
}
