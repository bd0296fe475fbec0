import type { Command } from '../../domain/command.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { parentFor, unitByKey } from './organisation-rows.ts';

export interface ReopenOrgUnit {
  readonly unitKey: number;
}

/**
 * Puts a closed unit in use again. What its successor took over stays with the successor.
 *
 * @throws DomainError ERR_UNIT_NOT_FOUND, also when its parent is closed · ERR_UNIT_STATE when it is in use
 */
export const reopenOrgUnit: Command<ReopenOrgUnit, Record<string, never>> = {
  type: 'reopen-org-unit',
  decide(context, { unitKey }) {
    const unit = unitByKey(context, unitKey);
    if (unit.active)
      throw organisationError('ERR_UNIT_STATE', {
        unit: unit.name,
        state: 'in use',
        stateZh: '在用',
        do: 'be reopened',
        doZh: '恢复',
      });
    if (unit.parentKey !== null) parentFor(context, unit.kind, unit.parentKey);
    context.rows.put(orgUnit, { ...unit, active: true, successorKey: null });
    context.record({ type: 'org-unit.reopened', key: unitKey, detail: { successorKey: unit.successorKey } });
    return {};
  },
};
