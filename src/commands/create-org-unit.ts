import { appealError } from '../domain/appeal-errors.ts';
import type { Command } from '../domain/command.ts';
import { orgUnit, type OrgUnitKind } from '../domain/organisation-tables.ts';

export interface CreateOrgUnit {
  readonly parentKey: number | null;
  readonly kind: OrgUnitKind;
  /** Unique in the township; what decision tables call it. */
  readonly code: string;
  readonly name: string;
  /** 12 digits, for units that have an administrative code. */
  readonly regionCode?: string;
}

/**
 * Adds a unit to the township's organisation tree.
 *
 * @throws DomainError ERR_UNIT_CODE_TAKEN · ERR_UNIT_NOT_FOUND when the parent is none of the township's
 */
export const createOrgUnit: Command<CreateOrgUnit, { readonly unitKey: number }> = {
  type: 'create-org-unit',
  decide({ rows, actor, nextKey, record }, { parentKey, kind, code, name, regionCode }) {
    const [taken] = rows.list(orgUnit, 'byCode', [actor.tenantId, code]);
    if (taken) throw appealError('ERR_UNIT_CODE_TAKEN', { code, name: taken.name });
    if (parentKey !== null && rows.find(orgUnit, parentKey)?.tenantId !== actor.tenantId) {
      throw appealError('ERR_UNIT_NOT_FOUND', { unit: parentKey });
    }
    const unitKey = nextKey();
    rows.put(orgUnit, {
      key: unitKey,
      revision: 0,
      tenantId: actor.tenantId,
      parentKey,
      kind,
      code,
      name,
      regionCode: regionCode ?? null,
      active: true,
    });
    record({ type: 'org-unit.created', key: unitKey, detail: { kind, code } });
    return { unitKey };
  },
};
