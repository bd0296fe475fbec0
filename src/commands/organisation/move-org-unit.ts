import type { Command } from '../../domain/command.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { allianceTier, orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { activeUnit, isWithin, parentFor } from './organisation-rows.ts';

export interface MoveOrgUnit {
  readonly unitKey: number;
  readonly parentKey: number | null;
}

/**
 * Hangs a unit, with all below it, under another one.
 *
 * @throws DomainError ERR_UNIT_NOT_FOUND · ERR_UNIT_PARENT when its kind may not hang there · ERR_UNIT_CYCLE
 */
export const moveOrgUnit: Command<MoveOrgUnit, Record<string, never>> = {
  type: 'move-org-unit',
  decide(context, { unitKey, parentKey }) {
    const unit = activeUnit(context, unitKey);
    const parent = parentFor(context, unit.kind, parentKey);
    if (parent && isWithin(context, parent, unitKey))
      throw organisationError('ERR_UNIT_CYCLE', { unit: unit.name, parent: parent.name });
    context.rows.put(orgUnit, { ...unit, parentKey, allianceTier: allianceTier(unit.kind, parent?.kind ?? null) });
    context.record({ type: 'org-unit.moved', key: unitKey, detail: { from: unit.parentKey, to: parentKey } });
    return {};
  },
};
