import { boolean, defineTable, integer, nullable, oneOf, text } from './table.ts';

/** Kinds of organisation units, from the city down to the grid, and the bodies beside the line. */
export const ORG_UNIT_KINDS = [
  'municipality',
  'district',
  'street_township',
  'village',
  'community',
  'grid',
  'micro_grid',
  'section',
  'task_group',
  'department',
  'public_enterprise',
  'party_body',
  'alliance_member',
  'property_company',
] as const;
export type OrgUnitKind = (typeof ORG_UNIT_KINDS)[number];

/**
 * A node of the organisation tree: city, district, township, village or community, grid; sections and task groups hang under the township,
 * departments under the district. `code` is the township's stable word for it, which decision tables use (`law_enforcement`).
 */
export const orgUnit = defineTable({
  name: 'org_unit',
  key: 'key',
  versioned: true,
  stable: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    parentKey: nullable(integer),
    kind: oneOf<OrgUnitKind>(),
    code: text,
    name: text,
    regionCode: nullable(text),
    active: boolean,
  },
  indexes: { byTenant: ['tenantId'], byCode: ['tenantId', 'code'], byParent: ['parentKey'] },
});

/** Units that assist only and are never made the handling unit of an order (Regulation art. 17). */
export const ASSISTING_KINDS: readonly OrgUnitKind[] = ['village', 'community', 'grid', 'micro_grid'];

export const ORGANISATION_TABLES = [orgUnit] as const;
