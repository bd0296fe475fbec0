import type { Acts } from './acting.ts';
import { externalNoOf } from './hotline.ts';

const MINUTE = 60_000;

/** 职责争议 and 对接会: the unit that objects, the one that is proposed, the office, the district. */
export const DUTY_DISPUTE: Acts = {
  correct_request: (_people, { at }) => ({
    at: at + 20 * MINUTE,
    variables: { citedItem: '1.1', proposedUnit: 'rural_work' },
  }),
  give_opinion: (people, task) =>
    people.soon(task, 40 * MINUTE, {
      opinion: people.draw.weighted([
        ['agree', 60],
        ['refuse', 40],
      ]),
    }),
  rule_dispute(people, task) {
    const { objection } = people.appeal.behaviour;
    const escalated = objection === 'upheld' && people.draw.chance(0.15);
    const mayReturn = task.order?.state === 'return_requested' && externalNoOf(people) !== null;
    const returned = mayReturn && objection === 'upheld' && people.draw.fork('return').chance(0.1);
    const kept = objection === 'upheld' || objection === null ? 'reassigned' : objection;
    const ruling = returned ? 'return' : escalated ? 'escalated' : kept;
    const names = ruling === 'reassigned' || ruling === 'co_assigned';
    return people.soon(task, 90 * MINUTE, { ruling, unitCode: names ? 'rural_work' : null });
  },
  study_dispute: (people, task) =>
    people.inOffice(task, 120 * MINUTE, {
      meetingRuling: 'ruled',
      unitCode: 'urban_construction',
      dutyItem: '1.1',
      handOver: people.draw.fork('meeting').chance(0.4),
    }),
};
