import { publishProgress } from '../../../commands/directive/publish-progress.ts';
import type { Acts } from './acting.ts';

const HOUR = 3_600_000;

/** 工作指令: command centre, lead and assisting units, guiding leader, inspector, the townships that rate. */
export const DIRECTIVE: Acts = {
  draft_directive: (people, task) =>
    people.inOffice(task, 8 * HOUR, {
      title: '【模拟】难点问题专项整治',
      leadUnit: 'urban_construction',
      coUnits: 'law_enforcement',
      path: '【模拟】逐点清理,先主后次',
      guideLeader: 'deputy_leader',
      limitDays: 30,
    }),
  issue: (people, task) =>
    people.inOffice(task, 4 * HOUR, {
      issueDecision: people.draw.weighted([
        ['issue', 95],
        ['drop', 5],
      ]),
    }),
  sign_directive: (people, task) => people.inOffice(task, 2 * HOUR, { signed: true }),
  sign_by_call: (people, task) => people.inOffice(task, HOUR, { signed: true }),
  lead_work(people, task) {
    const progress = { directiveKey: Number(task.variables['directiveKey']), percent: 100, text: '【模拟】已完成' };
    return {
      ...people.inOffice(task, 60 * HOUR, { done: true }),
      before: ({ submit, actor }) => submit(publishProgress, progress, { actor }),
    };
  },
  co_work: (people, task) => people.inOffice(task, 40 * HOUR, { coDone: true }),
  guide: (people, task) => people.inOffice(task, 16 * HOUR, { guided: true }),
  inspect_directive(people, task) {
    const inspectionResult = people.draw.weighted([
      ['true', 90],
      ['partial', 7],
      ['false', 3],
    ]);
    return people.inOffice(task, 8 * HOUR, { inspectionResult, bulletin: '【模拟】现场核查结果' });
  },
  decide_directive: (people, task) => people.inOffice(task, 4 * HOUR, { decision: 'close' }),
  interview_lead: (people, task) => people.inOffice(task, 8 * HOUR, { interviewed: true }),
  rate_unit: (people, task) => people.inOffice(task, 4 * HOUR, { score: 70 + people.draw.integer(30) }),
};
