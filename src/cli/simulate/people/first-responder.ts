import { applyForExclusion } from '../../../commands/exclusion/apply-for-exclusion.ts';
import { EXCLUSION_CODES as CODES } from '../../../domain/exclusion/exclusion-tables.ts';
import type { ExclusionCode } from '../../../domain/exclusion/exclusion-tables.ts';
import { planMeasures } from '../../../commands/worksheet/plan-measures.ts';
import { isUrgent } from './people.ts';
import type { People } from './people.ts';
import { orderOf } from './act.ts';
import type { Act, GivenTask } from './act.ts';
import type { Acts } from './acting.ts';
import { forWorksheet } from './worksheet.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** 首接办理, 延期 and 挂账: the unit, its leaders, co-handlers. */
export const FIRST_RESPONDER: Acts = {
  sign(people, task) {
    const { objection, signAfter } = people.appeal.behaviour;
    const objects = objection !== null && people.appeal.type !== 'report' && people.first('objection');
    const at = isUrgent(task) ? task.at + signAfter : people.working(task.at, signAfter);
    if (objects) {
      const citedItem = people.draw.weighted([
        ['1.1', 80],
        ['9.9', 20],
      ]);
      const proposedUnit = people.draw.weighted([
        ['rural_work', 70],
        ['urban_construction', 15],
        ['', 15],
      ]);
      return { at, variables: { objection: true, citedItem, ...(proposedUnit !== '' && { proposedUnit }) } };
    }
    return {
      at,
      variables: { objection: false },
      meanwhile: people.first('worksheet') ? forWorksheet(people, task) : [],
    };
  },
  sign_by_leader: ({ draw }, { at }) => ({
    at: at + draw.lognormal(12 * MINUTE, 0.4),
    variables: { objection: false },
  }),
  first_contact({ appeal, draw }, task) {
    const { at } = task;
    const wanted = (orderOf(task).dispatchedAt ?? at) + appeal.behaviour.contactAfter;
    const contactMethod = draw.weighted([
      ['phone', 85],
      ['visit', 15],
    ]);
    return { at: Math.max(at + 2 * MINUTE, wanted), variables: { contactMethod, contactAnswered: true } };
  },
  check_site(people, task) {
    const { whistled, handedDown } = people.appeal.behaviour;
    const { category, docket } = people.appeal;
    const consulted = docket?.kind === 'worksheet' && docket.issueClass === 'hard';
    const { draw } = people;
    const disputed =
      !handedDown &&
      docket === null &&
      ['homestead_dispute', 'land_compensation', 'village_affairs', 'wage_arrears'].includes(category.id) &&
      draw.chance(0.2);
    const direct = !whistled && !handedDown && !disputed && !consulted;
    return {
      at: people.by(task, 0.25),
      variables: {
        site: {
          finding: people.finding,
          solvableBy: direct
            ? draw.weighted([
                ['village', 35],
                ['section', 63],
                ['none', docket === null ? 2 : 0],
              ])
            : 'none',
          emergency: whistled && category.whistleKind === 'emergency',
          enforcement: whistled && category.whistleKind === 'enforcement',
          crossDepartment: whistled && category.whistleKind === 'priority',
          twoParties: disputed,
          failedMediations: disputed && draw.chance(0.5) ? 2 : 0,
          doubtful: handedDown,
          beyondTown: direct && docket === null && draw.chance(0.01),
        },
      },
    };
  },
  handle_self(people, task) {
    const [route, share] = nextRoute(people);
    people.route = route;
    return { at: people.by(task, share), variables: { route } };
  },
  choose_route(people, task) {
    const goesOn = people.route === 'extension' || people.route === 'suspension';
    return people.soon(task, 20 * MINUTE, { route: goesOn ? 'section' : 'done' });
  },
  co_handle(people, task) {
    const subTaskResult = people.draw.weighted([
      ['done', 90],
      ['partly', 8],
      ['not_ours', 2],
    ]);
    return { at: people.by(task, 0.7), variables: { subTaskResult } };
  },
  hand_up(people, task) {
    return people.inOffice(task, 3 * HOUR, {
      handUp: people.draw.weighted([
        ['coordinated', 80],
        ['directive', 15],
        ['refused', 5],
      ]),
    });
  },
  fill_result(people, task) {
    const { resolved } = people.answer(people.closures.length);
    const act = people.soon(task, 15 * MINUTE, {
      result: {
        isTrue: people.finding,
        beyondDuty: false,
        resolved,
        ...(!resolved && { unresolvedReason: 'history' }),
      },
      publicReply: '【模拟】已核实处理并答复诉求人。',
    });
    const { docket } = people.appeal;
    if (docket?.kind !== 'worksheet' || docket.issueClass === null || !people.first('measures')) return act;
    const { orderNo } = orderOf(task);
    return {
      ...act,
      before: ({ submit, actor }) => submit(planMeasures, { orderNo, measures: '【模拟】解决措施' }, { actor }),
    };
  },
  review(people, task) {
    const passed = !people.first('review') || people.appeal.docket !== null || people.draw.chance(0.97);
    const act = people.soon(
      task,
      25 * MINUTE,
      passed ? { reviewPassed: true } : { reviewPassed: false, reviewReason: 'no_evidence' },
    );
    return {
      ...act,
      later: passed && people.appeal.docket === null && people.draw.chance(0.03) ? exclusion(people, task, act.at) : [],
    };
  },
  confirm_withdrawal: (people, { at }: GivenTask): Act => ({
    at: people.working(at, HOUR),
    variables: { voluntary: people.draw.chance(0.9) },
  }),
};

// helpers

const EXCLUSION_CODES = Object.keys(CODES) as readonly ExclusionCode[];

/** The unit asks for the order to be left out of the rates. */
function exclusion(people: People, task: GivenTask, at: number): NonNullable<Act['later']> {
  const asked = {
    orderNo: orderOf(task).orderNo,
    code: people.draw.pick(EXCLUSION_CODES),
    evidence: '【模拟】依据材料',
  };
  return [{ at: at + 30 * HOUR, deed: ({ submit, actor }) => submit(applyForExclusion, asked, { actor }) }];
}

/** What the handler chooses, and the share of the handling time after which. */
function nextRoute(people: People): readonly [route: string, share: number] {
  const { docket } = people.appeal;
  const { extension, suspended, overdue } = people.appeal.behaviour;
  if (extension !== null && people.first('extension')) return ['extension', 0.5];
  if (suspended && people.first('suspension')) return ['suspension', 0.5];
  if (docket === null && people.draw.chance(0.002)) return ['to_petition', 0.6];
  if (!overdue && people.draw.chance(0.08) && people.first('co-handling')) return ['co_handle', 0.4];
  return ['done', 0.9];
}
