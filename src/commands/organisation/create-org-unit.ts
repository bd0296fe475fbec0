import { appealError } from '../../domain/appeal/appeal-errors.ts';
import type { Command } from '../../domain/command.ts';
import { allianceTier, orgUnit, type OrgUnitKind } from '../../domain/organisation/organisation-tables.ts';
import { parentFor } from './organisation-rows.ts';

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
 * @throws DomainError ERR_UNIT_CODE_TAKEN · ERR_UNIT_NOT_FOUND when the parent is none of the township's · ERR_UNIT_PARENT
 */
export const createOrgUnit: Command<CreateOrgUnit, { readonly unitKey: number }> = {
  type: 'create-org-unit',
  decide(context, { parentKey, kind, code, name, regionCode }) {
    const { rows, actor, nextKey, record } = context;
    const [taken] = rows.list(orgUnit, 'byCode', [actor.tenantId, code]);
    if (taken) throw appealError('ERR_UNIT_CODE_TAKEN', { code, name: taken.name });
    const parent = parentFor(context, kind, parentKey);
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
      allianceTier: allianceTier(kind, parent?.kind ?? null),
      successorKey: null,
    });
    record({ type: 'org-unit.created', key: unitKey, detail: { kind, code } });
    return { unitKey };
  },
};
