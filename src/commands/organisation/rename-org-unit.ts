import type { Command } from '../../domain/command.ts';
import { fieldError } from '../../domain/field-error.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { activeUnit } from './organisation-rows.ts';

export interface RenameOrgUnit {
  readonly unitKey: number;
  /** 1–100 characters. */
  readonly name: string;
}

/**
 * Gives a unit another name. Its code, by which tables call it, stays.
 *
 * @throws DomainError ERR_UNIT_NOT_FOUND · ERR_APPEAL_FIELD
 */
export const renameOrgUnit: Command<RenameOrgUnit, Record<string, never>> = {
  type: 'rename-org-unit',
  decide(context, { unitKey, name }) {
    const unit = activeUnit(context, unitKey);
    const length = [...name.trim()].length;
    if (length < 1 || length > 100) throw fieldError('name', '1–100', String(length));
    context.rows.put(orgUnit, { ...unit, name: name.trim() });
    context.record({ type: 'org-unit.renamed', key: unitKey, detail: { from: unit.name, to: name.trim() } });
    return {};
  },
};
