import { submitToWorksheet } from '../../../commands/worksheet/submit-to-worksheet.ts';
import type { SubmitToWorksheet } from '../../../commands/worksheet/submit-to-worksheet.ts';
import type { Docket } from '../synthetic-appeal.ts';
import { WORKSHEET_HANDLER, WORKSHEET_LEADER } from '../township.ts';
import { orderOf } from './act.ts';
import type { Act, GivenTask } from './act.ts';
import type { Acts } from './acting.ts';
import type { People } from './people.ts';

const MINUTE = 60_000;

/** 1330 工作表: the leading group that screens, leaders who claim. */
export const WORKSHEET: Acts = {
  screen_issue(people, task) {
    const issueClass = classOf(people);
    const entered = {
      screening: 'entered',
      screeningReason: '【模拟】群众反映集中',
      issueClass,
      targetResult: '【模拟】居民满意',
      ...(issueClass === 'urgent' && { responsible: WORKSHEET_HANDLER }),
    };
    return soonEnough(
      people,
      task,
      10 * MINUTE,
      issueClass ? entered : { screening: 'screened_out', screeningReason: '【模拟】普通工单' },
    );
  },
  leader_claim: (people, task) => soonEnough(people, task, 10 * MINUTE, { claimed: true }),
  assign_leader: (people, task) => soonEnough(people, task, 10 * MINUTE, { leader: WORKSHEET_LEADER }),
};

/** What is submitted to screening, on its way to the unit. */
export function forWorksheet(people: People, task: GivenTask): NonNullable<Act['later']> {
  const { docket } = people.appeal;
  if (docket?.kind !== 'worksheet') return [];
  const { orderNo } = orderOf(task);
  const issue: SubmitToWorksheet = { orderNo, ...ISSUES[docket.issueClass ?? 'none'] };
  return [{ at: task.at + MINUTE, deed: ({ submit, actor }) => submit(submitToWorksheet, issue, { actor }) }];
}

// helpers

const ISSUES: Readonly<Record<string, Omit<SubmitToWorksheet, 'orderNo'>>> = {
  urgent: { safety: true },
  hard: { days: 60, crossSubject: true },
  new: { days: 90, needsProject: true },
  none: { days: 30 },
};

function classOf({ appeal }: People): Extract<Docket, { kind: 'worksheet' }>['issueClass'] {
  return appeal.docket?.kind === 'worksheet' ? appeal.docket.issueClass : null;
}

/** Orders of a few hours do not wait for the office to open. */
function soonEnough(people: People, task: GivenTask, median: number, variables: Act['variables']): Act {
  const after = people.draw.lognormal(median, 0.4);
  return { at: isShort(task) ? task.at + after / 5 : people.working(task.at, after), variables };
}

function isShort({ order }: GivenTask): boolean {
  return order?.limitUnit === 'hours';
}
