import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { handDownCase, panelMember, vote } from '../../domain/hand-down/hand-down-tables.ts';
import { BpmnError, put, type Handler } from '../../domain/process/handler.ts';
import { drawOrder, seatsFor, sitsOnPanels } from '../../domain/hand-down/panel-draw.ts';
import { packOf } from '../../domain/hand-down/panel-pack.ts';
import { appellantOf, foundOnSite, handDownOf, rosterFor, votesOf } from './hand-down-work.ts';
import { orderOf, setting, toStaff } from '../order-work.ts';

/**
 * Draws a panel from the village's roster: an odd number, nobody who has a part in the matter, and after an objection nobody of the first
 * panel. What the panel reads is made here, without any personal data. A panel that cannot be formed is `PanelInvalid`.
 */
export const drawPanel: Handler = {
  jobType: 'draw-panel',
  run(input) {
    const order = orderOf(input);
    const kase = handDownOf(input);
    const { received } = appellantOf(input, order);
    const { eligible, recused } = rosterFor(input, kase, order, sitsOnPanels);
    const seats = seatsFor(Number(setting(input, 'panel_size')), eligible.length);
    if (!received || seats === 0) throw new BpmnError('PanelInvalid', 'too few without a part in the matter');
    const seed = `${order.orderNo}/${kase.round}/${kase.quorumFailures}`;
    const before = input.rows.list(panelMember, 'byCase', [kase.key]).filter(({ round }) => round === kase.round);
    const seat = { revision: 0, tenantId: input.tenantId, caseKey: kase.key, round: kase.round, drawnAt: input.now };
    const pack = packOf(received, {
      village: input.rows.find(orgUnit, kase.villageKey)?.name ?? '',
      finding: foundOnSite(input, order) ?? 'part',
      legalBasis: kase.legalBasis,
    });
    return {
      changes: [
        put(handDownCase, { ...kase, state: 'in_review', pack }),
        ...before
          .filter((each) => each.seat === 'seated')
          .map((each) => put(panelMember, { ...each, seat: 'replaced' })),
        ...votesOf(input, kase.key, kase.round, 'panel').map(({ key }) => ({ table: vote, remove: key })),
        ...recused
          .filter(({ candidate }) => !before.some((each) => each.candidateKey === candidate.key))
          .map(({ candidate: { key: candidateKey, category }, reason }) =>
            put(panelMember, { ...seat, key: input.nextKey(), candidateKey, category, seat: 'recused', reason }),
          ),
        ...drawOrder(eligible, seed)
          .slice(0, seats)
          .map(({ key: candidateKey, category }) =>
            put(panelMember, { ...seat, key: input.nextKey(), candidateKey, category, seat: 'seated', reason: null }),
          ),
      ],
      messages: [toStaff(order, 'panel_invited', kase.villageKey)],
      events: [{ type: 'panel.drawn', key: order.key, detail: { round: kase.round, seats, recused: recused.length } }],
    };
  },
};
