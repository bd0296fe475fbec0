import type { Acts } from './acting.ts';

const HOUR = 3_600_000;

/** 办结回访: inspector, secretary, callback agent, response office. */
export const CLOSURE: Acts = {
  verify_result(people, task) {
    const { verification } = people.appeal.behaviour;
    const finding = !people.first('verification') || verification === 'true' ? 'yes' : verification === 'partial' ? 'part' : 'no';
    return people.inOffice(task, 4 * HOUR, { finding });
  },
  accept: (people, task) => people.inOffice(task, 5 * HOUR, { accepted: true }),
  make_call(people, task) {
    if (people.closures.at(-1) !== task.processInstanceKey) {
      people.closures.push(task.processInstanceKey);
      people.attempts = 0;
    }
    people.attempts++;
    const { reachedAt, contacted, resolved, satisfaction } = people.answer(people.closures.length - 1);
    const reached = reachedAt !== null && people.attempts >= reachedAt;
    const { reasonable, objectiveLimit } = people.appeal.behaviour;
    return people.inOffice(task, 1.5 * HOUR, {
      callback: reached ? { reached, contacted, resolved, satisfaction, reasonable, objective: !resolved && objectiveLimit } : { reached },
    });
  },
  explain: (people, task) =>
    people.inOffice(task, HOUR, { explained: people.draw.weighted([['understood', 70], ['not_understood', 25], ['unreachable', 5]]) }),
};
