import { approvePoints } from '../../../commands/approve-points.ts';
import { castVote } from '../../../commands/cast-vote.ts';
import { fileObjection } from '../../../commands/file-objection.ts';
import { overturnVerdict } from '../../../commands/overturn-verdict.ts';
import type { VoteChoice, VoteStage } from '../../../domain/hand-down-tables.ts';
import { person, type Deed } from '../world.ts';
import type { Act, GivenTask } from './act.ts';
import type { Acts } from './acting.ts';
import type { People } from './people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** 下交群评: section, village, secretary, panel, villagers. */
export const HAND_DOWN: Acts = {
  prepare_case: (people, task) => people.inOffice(task, 2 * HOUR, { handDown: { legalBasis: '【模拟】有关法律政策' } }),
  judge_claim: (people, task) =>
    people.inOffice(task, 2 * HOUR, { judgement: people.draw.weighted([['untrue', 75], ['unreasonable', 25]]) }),
  sign_hand_down: (people, task) => people.inOffice(task, 2 * HOUR, { handDownSign: 'approve' }),
  inform_appellant: (people, task) => people.inOffice(task, 2 * HOUR, { informedBy: 'phone' }),
  deliberate(people, task) {
    const isTrue = people.draw.weighted([['no', 92], ['part', 6], ['yes', 2]]);
    const opinion = { isTrue, hasBasis: isTrue === 'yes', hardship: people.draw.chance(0.05), breach: people.draw.chance(0.05) };
    return reviewed(people, task, 'panel', isTrue === 'no' ? 'unreasonable' : 'reasonable', { opinion });
  },
  villagers_meeting: (people, task) => reviewed(people, task, 'villagers', 'unreasonable', {}),
  suggest_points(people, task) {
    const reason = people.draw.weighted([['none', 70], ['filed_appeal', 10], ['joined_review', 15], ['breach', 5]]);
    const act = people.inOffice(task, HOUR, { points: { reason } });
    return { ...act, later: [{ at: act.at + 10 * DAY, deed: approve(task) }] };
  },
  calm_visit(people, task) {
    const calm = people.draw.chance(0.3) ? 'understood' : 'not_yet';
    const act = people.inOffice(task, 8 * HOUR, { calm });
    if (!people.draw.chance(0.01)) return act;
    const said = { orderNo: task.order.orderNo, reason: '【模拟】新证据推翻' };
    return { ...act, later: [{ at: act.at + 3 * DAY, deed: ({ submit, actor }) => submit(overturnVerdict, said, { actor }) }] };
  },
};

// helpers

/** Votes, then what came of it; one in ten objects while it is published. */
function reviewed(people: People, task: GivenTask, stage: VoteStage, choice: VoteChoice, variables: Act['variables']): Act {
  const { orderNo } = task.order;
  const act = people.inOffice(task, 6 * HOUR, variables);
  const objects = people.draw.chance(0.1) && people.first('verdict objection');
  const object: Deed = ({ submit, actor, seal }) => submit(fileObjection, { orderNo, textSealed: seal('【模拟】异议') }, { actor });
  return { ...act, before: votes(task, stage, choice), ...(objects && { later: [{ at: act.at + DAY, deed: object }] }) };
}

/** Everybody who may votes; who has voted already does not. */
function votes({ order }: GivenTask, stage: VoteStage, choice: VoteChoice): Deed {
  return async (world) => {
    const { submit, mirror, seal, fingerprint } = world;
    for (const { caseKey, round, candidateKey } of mirror.votersOf(order.key, stage)) {
      const voterHash = fingerprint(`${caseKey}/${round}/${stage}/${candidateKey}`);
      const voterSealed = seal(String(candidateKey));
      await submit(castVote, { orderNo: order.orderNo, stage, candidateKey, voterSealed, voterHash, choice }, { actor: person(world, 'mediator') });
    }
  };
}

function approve({ order }: GivenTask): Deed {
  return async (world) => {
    for (const entryKey of world.mirror.suggestedPointsOf(order.key)) {
      await world.submit(approvePoints, { entryKey }, { actor: person(world, 'party_secretary') });
    }
  };
}
