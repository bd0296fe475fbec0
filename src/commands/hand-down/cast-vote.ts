import { appeal, party } from '../../domain/appeal/appeal-tables.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { fieldError } from '../../domain/field-error.ts';
import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import {
  handDownCase,
  panelCandidate,
  panelMember,
  panelRecusal,
  vote,
  type VoteChoice,
  type VoteStage,
} from '../../domain/hand-down/hand-down-tables.ts';
import { rosterOf } from '../../domain/hand-down/panel-draw.ts';
import { newestHandDown, requireRole, requireState, type HandDown } from './hand-down-rows.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface CastVote {
  readonly orderNo: string;
  readonly stage: VoteStage;
  /** Who votes, of the village's roster. Checked here, kept only sealed and as a keyed hash. */
  readonly candidateKey: number;
  readonly voterSealed: string;
  /** Keyed hash of order, stage and voter. */
  readonly voterHash: string;
  readonly choice: VoteChoice;
}

const CHOICES: Readonly<Record<VoteStage, readonly VoteChoice[]>> = {
  // an odd panel decides without abstentions
  panel: ['reasonable', 'unreasonable'],
  villagers: ['reasonable', 'unreasonable', 'abstain'],
};

/**
 * Casts a vote on whether a claim is reasonable. Who voted is sealed; what was voted is counted.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_HAND_DOWN_NOT_FOUND · ERR_HAND_DOWN_STATE · ERR_HAND_DOWN_ROLE · ERR_NOT_A_VOTER ·
 * ERR_VOTED_ALREADY · ERR_APPEAL_FIELD
 */
export const castVote: Command<CastVote, Record<string, never>> = {
  type: 'cast-vote',
  decide(context, { orderNo, stage, candidateKey, voterSealed, voterHash, choice }) {
    requireRole(context, ['mediator', 'village_secretary', 'response_office'], '调解员、村书记、接诉即办办公室');
    const order = orderByNo(context, orderNo);
    const kase = newestHandDown(context, order);
    requireState(kase, orderNo, 'in_review', { zh: '表决', en: 'be voted on' });
    const choices: readonly VoteChoice[] = Object.hasOwn(CHOICES, stage) ? CHOICES[stage] : [];
    if (!choices.includes(choice)) throw fieldError('choice', choices.join(' | '), `'${String(choice)}'`);
    if (!mayVote(context, kase, stage, candidateKey)) throw handDownError('ERR_NOT_A_VOTER');
    const { rows, actor, nextKey, record } = context;
    const cast = rows.list(vote, 'byCase', [kase.key]);
    if (cast.some((each) => each.round === kase.round && each.stage === stage && each.voterHash === voterHash))
      throw handDownError('ERR_VOTED_ALREADY');
    const { key: caseKey, round } = kase;
    rows.put(vote, { key: nextKey(), tenantId: actor.tenantId, caseKey, round, stage, voterSealed, voterHash, choice });
    // two votes at once on two nodes: one of them comes second
    rows.put(handDownCase, kase);
    record({ type: 'vote.cast', key: order.key, detail: { round, stage } });
    return {};
  },
};

// helpers

function mayVote({ rows, actor }: DecisionContext, kase: HandDown, stage: VoteStage, candidateKey: number): boolean {
  if (stage === 'panel') {
    return rows
      .list(panelMember, 'byCase', [kase.key])
      .some((each) => each.round === kase.round && each.seat === 'seated' && each.candidateKey === candidateKey);
  }
  const received = rows.find(appeal, kase.orderKey);
  const { eligible } = rosterOf(rows.list(panelCandidate, 'byVillage', [actor.tenantId, kase.villageKey]), {
    recusals: rows.list(panelRecusal, 'byOrder', [kase.orderKey]),
    earlier: [],
    phoneHash: (received && rows.find(party, received.partyKey)?.phoneHash) ?? null,
    isSought: (category) => category === 'villager_representative',
  });
  return eligible.some(({ key }) => key === candidateKey);
}
