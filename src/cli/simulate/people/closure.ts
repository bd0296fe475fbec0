import { recordCallbackResult } from '../../../commands/appeal/record-callback-result.ts';
import type { Deed } from '../world.ts';
import type { Acts } from './acting.ts';
import type { People } from './people.ts';

const HOUR = 3_600_000;

/** 办结回访: inspector, secretary, callback agent, response office. */
export const CLOSURE: Acts = {
  verify_result(people, task) {
    const { verification } = people.appeal.behaviour;
    const finding =
      !people.first('verification') || verification === 'true' ? 'yes' : verification === 'partial' ? 'part' : 'no';
    return people.inOffice(task, 4 * HOUR, { finding });
  },
  accept(people, task) {
    const accepted = !people.first('acceptance') || people.appeal.docket !== null || people.draw.chance(0.95);
    return people.inOffice(task, 5 * HOUR, { accepted });
  },
  make_call(people, task) {
    const { reachedAt, contacted, resolved, satisfaction } = people.answer(people.roundOf(task.processInstanceKey));
    people.attempts++;
    const reached = reachedAt !== null && people.attempts >= reachedAt;
    const { reasonable, objectiveLimit } = people.appeal.behaviour;
    return people.inOffice(task, 1.5 * HOUR, {
      callback: reached
        ? { reached, contacted, resolved, satisfaction, reasonable, objective: !resolved && objectiveLimit }
        : { reached },
    });
  },
  explain: (people, task) =>
    people.inOffice(task, HOUR, {
      explained: people.draw.weighted([
        ['understood', 70],
        ['not_understood', 25],
        ['unreachable', 5],
      ]),
    }),
};

/** The hotline asks appellants itself: of somewhat more than half it tells the township what they said, mostly before the township would call. */
export function hotlineAnswer(
  people: People,
  closure: number,
  orderNo: string,
): { readonly after: number; readonly deed: Deed } | null {
  if (people.appeal.source !== 'hotline_12345' || !people.draw.chance(0.58)) return null;
  const { objectiveLimit, reasonable } = people.appeal.behaviour;
  const after = people.draw.lognormal(30 * HOUR, 0.8);
  return {
    after,
    deed({ submit, actor }) {
      const { reachedAt, contacted, resolved, satisfaction } = people.answer(people.roundOf(closure));
      const said = {
        reached: reachedAt !== null,
        contacted,
        resolved,
        satisfaction,
        reasonable,
        objective: !resolved && objectiveLimit,
      };
      return submit(recordCallbackResult, { orderNo, channel: 'hotline', ...said }, { actor });
    },
  };
}
