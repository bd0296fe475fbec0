import { appealError } from '../../domain/appeal/appeal-errors.ts';
import type { Command } from '../../domain/command.ts';
import { fieldError } from '../../domain/field-error.ts';
import { PANEL_CATEGORIES, panelCandidate, type PanelCategory } from '../../domain/hand-down/hand-down-tables.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { requireRole } from './hand-down-rows.ts';

export interface AddPanelCandidate {
  readonly villageKey: number;
  readonly category: PanelCategory;
  readonly nameSealed: string;
  /** Keyed hash of the telephone number, by which an appellant is known; null when there is none. */
  readonly phoneHash: string | null;
}

/**
 * Puts somebody on a village's roster, from which panels are drawn and whose representatives vote.
 *
 * @throws DomainError ERR_UNIT_NOT_FOUND · ERR_APPEAL_FIELD · ERR_HAND_DOWN_ROLE
 */
export const addPanelCandidate: Command<AddPanelCandidate, { readonly candidateKey: number }> = {
  type: 'add-panel-candidate',
  decide(context, { villageKey, category, nameSealed, phoneHash }) {
    requireRole(context, ['response_office', 'village_secretary', 'township_admin'], '接诉即办办公室、村书记');
    const { rows, actor, nextKey, record } = context;
    const village = rows.find(orgUnit, villageKey);
    if (village?.tenantId !== actor.tenantId || (village.kind !== 'village' && village.kind !== 'community'))
      throw appealError('ERR_UNIT_NOT_FOUND', { unit: villageKey });
    if (!PANEL_CATEGORIES.includes(category))
      throw fieldError('category', PANEL_CATEGORIES.join(' | '), `'${String(category)}'`);
    const key = nextKey();
    const { tenantId } = actor;
    rows.put(panelCandidate, { key, revision: 0, tenantId, villageKey, category, nameSealed, phoneHash, active: true });
    record({ type: 'panel.candidate-added', key, detail: { villageKey, category } });
    return { candidateKey: key };
  },
};
