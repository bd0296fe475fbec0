import { appeal, party } from '../../domain/appeal/appeal-tables.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import {
  handDownCase,
  panelCandidate,
  panelMember,
  panelRecusal,
  vote,
  type RecusalReason,
} from '../../domain/hand-down/hand-down-tables.ts';
import { drawOrder, rosterOf, sitsOnPanels } from '../../domain/hand-down/panel-draw.ts';
import type { HandDown } from './hand-down-rows.ts';
import { requirePart } from '../appeal/order-part.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface DeclareRecusal {
  readonly orderNo: string;
  readonly candidateKey: number;
  readonly reason: RecusalReason;
}

/**
 * Records that somebody of the roster has a part in a matter. Who sits on its panel already leaves it: all votes of the round are cast anew,
 * and the next of the draw takes the seat.
 *
 * @returns who took the seat; null when none was free or nobody was left
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_OWN_UNIT · ERR_CANDIDATE_NOT_FOUND · ERR_RECUSED_TWICE
 * @see Petition Regulation art. 28
 */
export const declareRecusal: Command<DeclareRecusal, { readonly replacedBy: number | null }> = {
  type: 'declare-recusal',
  decide(context, { orderNo, candidateKey, reason }) {
    const order = orderByNo(context, orderNo);
    requirePart(context, order, { zh: '登记回避', en: 'declare a recusal' }, ['mediator', 'village_secretary']);
    const { rows, now, actor, nextKey, record } = context;
    const candidate = rows.find(panelCandidate, candidateKey);
    if (candidate?.tenantId !== actor.tenantId || !candidate.active)
      throw handDownError('ERR_CANDIDATE_NOT_FOUND', { candidate: candidateKey });
    const known = rows.list(panelRecusal, 'byOrder', [order.key]);
    if (known.some((each) => each.candidateKey === candidateKey)) throw handDownError('ERR_RECUSED_TWICE', { orderNo });
    rows.put(panelRecusal, {
      key: nextKey(),
      tenantId: actor.tenantId,
      orderKey: order.key,
      candidateKey,
      reason,
      declaredAt: now,
      declaredBy: actor.id,
    });
    record({ type: 'panel.recusal-declared', key: order.key, detail: { reason } });
    const kase = rows.list(handDownCase, 'byOrder', [order.key]).at(-1);
    return { replacedBy: kase?.state === 'in_review' ? replace(context, kase, orderNo, candidateKey, reason) : null };
  },
};

// helpers

function replace(
  { rows, now, actor, nextKey }: DecisionContext,
  kase: HandDown,
  orderNo: string,
  candidateKey: number,
  reason: RecusalReason,
): number | null {
  const seats = rows.list(panelMember, 'byCase', [kase.key]);
  const current = seats.filter(({ round, seat }) => round === kase.round && seat === 'seated');
  const leaving = current.find((seat) => seat.candidateKey === candidateKey);
  if (!leaving) return null;
  rows.put(panelMember, { ...leaving, seat: 'recused', reason });
  for (const { key, round, stage } of rows.list(vote, 'byCase', [kase.key]))
    if (round === kase.round && stage === 'panel') rows.remove(vote, key);
  const received = rows.find(appeal, kase.orderKey);
  const { eligible } = rosterOf(rows.list(panelCandidate, 'byVillage', [actor.tenantId, kase.villageKey]), {
    recusals: rows.list(panelRecusal, 'byOrder', [kase.orderKey]),
    earlier: seats.filter(({ round, seat }) => seat === 'seated' && round <= kase.round),
    phoneHash: (received && rows.find(party, received.partyKey)?.phoneHash) ?? null,
    isSought: sitsOnPanels,
  });
  const [next] = drawOrder(eligible, `${orderNo}/${kase.round}/${kase.quorumFailures}`);
  if (!next) return null;
  rows.put(panelMember, {
    key: nextKey(),
    revision: 0,
    tenantId: actor.tenantId,
    caseKey: kase.key,
    round: kase.round,
    candidateKey: next.key,
    category: next.category,
    seat: 'seated',
    reason: null,
    drawnAt: now,
  });
  return next.key;
}
