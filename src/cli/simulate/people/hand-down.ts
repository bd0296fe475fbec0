import { approvePoints } from '../../../commands/hand-down/approve-points.ts';
import { castVote } from '../../../commands/hand-down/cast-vote.ts';
import { fileObjection } from '../../../commands/hand-down/file-objection.ts';
import { overturnVerdict } from '../../../commands/hand-down/overturn-verdict.ts';
import type { VoteChoice, VoteStage } from '../../../domain/hand-down/hand-down-tables.ts';
import { person, type Deed } from '../world.ts';
import { orderOf } from './act.ts';
import type { Act, GivenTask } from './act.ts';
import type { Acts } from './acting.ts';
import type { People } from './people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** 下交群评: section, village, secretary, panel, villagers. */
export const HAND_DOWN: Acts = {
  prepare_case(people, task) {
    const guard = people.appeal.docket
      ? 'none'
      : people.draw.weighted([
          ['none', 94],
          ['officials', 3],
          ['safety', 3],
        ]);
    const handDown = {
      legalBasis: '【模拟】有关法律政策',
      officials: guard === 'officials',
      safety: guard === 'safety',
    };
    return people.inOffice(task, 2 * HOUR, { handDown });
  },
  judge_claim(people, task) {
    const judgement = people.appeal.docket ? 'untrue' : people.draw.weighted(JUDGEMENTS);
    return people.inOffice(task, 2 * HOUR, { judgement });
  },
  sign_hand_down(people, task) {
    const handDownSign = people.appeal.docket || people.draw.chance(0.95) ? 'approve' : 'refuse';
    return people.inOffice(task, 2 * HOUR, { handDownSign });
  },
  inform_appellant: (people, task) => people.inOffice(task, 2 * HOUR, { informedBy: 'phone' }),
  deliberate(people, task) {
    const isTrue = people.appeal.docket
      ? 'no'
      : people.draw.weighted([
          ['no', 86],
          ['part', 8],
          ['yes', 6],
        ]);
    const hardship = !people.appeal.docket && people.draw.chance(0.05);
    const unlawful = !people.appeal.docket && people.draw.chance(0.02);
    const opinion = {
      isTrue,
      hasBasis: isTrue === 'yes' && people.draw.chance(0.6),
      hardship,
      unlawful,
      breach: people.draw.chance(0.05),
    };
    return reviewed(people, task, 'panel', isTrue === 'no' ? 'unreasonable' : 'reasonable', { opinion });
  },
  villagers_meeting: (people, task) => reviewed(people, task, 'villagers', 'unreasonable', {}),
  suggest_points(people, task) {
    const reason = people.draw.weighted([
      ['none', 65],
      ['filed_appeal', 10],
      ['joined_review', 15],
      ['clue', 3],
      ['breach', 7],
    ]);
    const act = people.inOffice(task, HOUR, { points: { reason } });
    return { ...act, later: [{ at: act.at + 10 * DAY, deed: approve(task) }] };
  },
  calm_visit(people, task) {
    const { docket } = people.appeal;
    const isOpen = docket?.kind !== 'hand_down' || docket.converted;
    // whoever will see it sees it on the last visit
    const sees = docket?.kind === 'hand_down' ? 0.5 : 0.3;
    const calm = isOpen && (people.draw.chance(sees) || isLastVisit(people)) ? 'understood' : 'not_yet';
    const act = people.inOffice(task, 8 * HOUR, { calm });
    if (docket !== null || !people.draw.chance(0.01)) return act;
    const said = { orderNo: orderOf(task).orderNo, reason: '【模拟】新证据推翻' };
    return {
      ...act,
      later: [{ at: act.at + 3 * DAY, deed: ({ submit, actor }) => submit(overturnVerdict, said, { actor }) }],
    };
  },
};

// helpers

const JUDGEMENTS = [
  ['untrue', 66],
  ['unreasonable', 24],
  ['reasonable', 6],
  ['undecided', 4],
] as const;

/** Only of those on the docket: the third visit. */
function isLastVisit(people: People): boolean {
  people.visits++;
  return people.appeal.docket !== null && people.visits >= 3;
}

/** Votes, then what came of it; one in ten objects while it is published. */
function reviewed(
  people: People,
  task: GivenTask,
  stage: VoteStage,
  choice: VoteChoice,
  variables: Act['variables'],
): Act {
  const { orderNo } = orderOf(task);
  const act = people.inOffice(task, 6 * HOUR, variables);
  const objects = people.draw.chance(0.1) && people.first('verdict objection');
  const object: Deed = ({ submit, actor, seal }) =>
    submit(fileObjection, { orderNo, textSealed: seal('【模拟】异议') }, { actor });
  return {
    ...act,
    before: votes(task, stage, choice),
    ...(objects && { later: [{ at: act.at + DAY, deed: object }] }),
  };
}

/** Everybody who may votes; who has voted already does not. */
function votes(task: GivenTask, stage: VoteStage, choice: VoteChoice): Deed {
  const order = orderOf(task);
  return async (world) => {
    const { submit, mirror, seal, fingerprint } = world;
    for (const { caseKey, round, candidateKey } of mirror.votersOf(order.key, stage)) {
      const voterHash = fingerprint(`${caseKey}/${round}/${stage}/${candidateKey}`);
      const voterSealed = seal(String(candidateKey));
      await submit(
        castVote,
        { orderNo: order.orderNo, stage, candidateKey, voterSealed, voterHash, choice },
        { actor: person(world, 'mediator') },
      );
    }
  };
}

function approve(task: GivenTask): Deed {
  const order = orderOf(task);
  return async (world) => {
    for (const entryKey of world.mirror.suggestedPointsOf(order.key)) {
      await world.submit(approvePoints, { entryKey }, { actor: person(world, 'party_secretary') });
    }
  };
}
