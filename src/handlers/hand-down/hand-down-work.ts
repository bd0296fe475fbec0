import { appeal, party, siteCheck } from '../../domain/appeal/appeal-tables.ts';
import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import {
  handDownCase,
  panelCandidate,
  panelMember,
  panelRecusal,
  vote,
  type PanelCategory,
  type VoteCount,
  type VoteStage,
} from '../../domain/hand-down/hand-down-tables.ts';
import type { HandlerInput } from '../../domain/process/handler.ts';
import { rosterOf, type Roster } from '../../domain/hand-down/panel-draw.ts';
import type { RowOf } from '../../domain/table.ts';
import { text, type Order } from '../order-work.ts';

/** What the handlers of hand-downs have in common. */

export type HandDown = RowOf<typeof handDownCase>;

/** The hand-down that the process instance drives, named by the variable `handDownKey`. @throws {@link DomainError} ERR_HAND_DOWN_NOT_FOUND */
export function handDownOf(input: HandlerInput): HandDown {
  const key = input.variables['handDownKey'];
  const found = typeof key === 'number' ? input.rows.find(handDownCase, key) : undefined;
  if (found?.tenantId === input.tenantId) return found;
  throw handDownError('ERR_HAND_DOWN_NOT_FOUND', { orderNo: text(input.variables['orderNo']) ?? '' });
}

/** The appeal of an order and the keyed hash of its caller. */
export function appellantOf(input: HandlerInput, { key }: Order) {
  const received = input.rows.find(appeal, key);
  const appellant = received && input.rows.find(party, received.partyKey);
  return { received, appellant, phoneHash: appellant?.phoneHash ?? null };
}

/** Names the appellant without naming them: the keyed hash of their number, or the appeal's own party when there is none. */
export function personOf(input: HandlerInput, order: Order): string {
  const { appellant, phoneHash } = appellantOf(input, order);
  return phoneHash ?? `party:${appellant?.key ?? order.key}`;
}

/** Who of the village may sit or vote in this matter. */
export function rosterFor(
  input: HandlerInput,
  kase: HandDown,
  order: Order,
  isSought: (category: PanelCategory) => boolean,
): Roster {
  const seats = input.rows.list(panelMember, 'byCase', [kase.key]);
  return rosterOf(input.rows.list(panelCandidate, 'byVillage', [input.tenantId, kase.villageKey]), {
    recusals: input.rows.list(panelRecusal, 'byOrder', [order.key]),
    earlier: seats.filter(({ round, seat }) => round < kase.round && seat === 'seated'),
    phoneHash: appellantOf(input, order).phoneHash,
    isSought,
  });
}

/** The votes of one stage of the round, counted. `isEnough` says whether so many are a quorum. */
export function countVotes(
  input: HandlerInput,
  { key, round }: HandDown,
  stage: VoteStage,
  members: number,
  isEnough: (present: number) => boolean,
): VoteCount {
  const cast = votesOf(input, key, round, stage);
  const of = (choice: string) => cast.filter((each) => each.choice === choice).length;
  return {
    round,
    stage,
    members,
    present: cast.length,
    reasonable: of('reasonable'),
    unreasonable: of('unreasonable'),
    quorate: isEnough(cast.length),
  };
}

export function votesOf(input: HandlerInput, caseKey: number, round: number, stage: VoteStage) {
  return input.rows.list(vote, 'byCase', [caseKey]).filter((each) => each.round === round && each.stage === stage);
}

/** What was found on site when the handling unit looked last; null when it never did. */
export function foundOnSite(input: HandlerInput, { key }: Order): 'yes' | 'part' | 'no' | null {
  return input.rows.list(siteCheck, 'byOrder', [key]).findLast(({ inspection }) => !inspection)?.finding ?? null;
}
