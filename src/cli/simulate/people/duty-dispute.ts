import type { Acts } from './acting.ts';

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
    const ruling = escalated ? 'escalated' : objection === 'upheld' || objection === null ? 'reassigned' : objection;
    return people.soon(task, 90 * MINUTE, {
      ruling,
      unitCode: ruling === 'rejected' || escalated ? null : 'rural_work',
    });
  },
  study_dispute: (people, task) =>
    people.inOffice(task, 120 * MINUTE, { meetingRuling: 'ruled', unitCode: 'urban_construction', dutyItem: '1.1' }),
};
