import { boolean, defineTable, integer, json, nullable, oneOf, text } from '../table.ts';
import type { Role } from '../actor.ts';
import type { ActScope } from './act-scopes.ts';

interface KindSpec {
  /** Label shown to people. */
  readonly zh: string;
  readonly en: string;
  /** Kinds of units that it may hang under. */
  readonly under: readonly string[];
}

/**
 * Kinds of organisation units and where each may hang: city, district, township, village or community, grid, micro grid; the township's sections
 * and the groups of 一办六组; and the bodies beside the line. A unit stands on top while there is nothing yet that it could hang under.
 */
export const ORG_UNIT_KIND_SPECS = {
  municipality: { zh: '市', en: 'city', under: [] },
  district: { zh: '区', en: 'district', under: ['municipality'] },
  street_township: { zh: '街道(乡镇)', en: 'township', under: ['district'] },
  village: { zh: '村', en: 'village', under: ['street_township'] },
  community: { zh: '社区', en: 'community', under: ['street_township'] },
  grid: { zh: '网格', en: 'grid', under: ['village', 'community'] },
  micro_grid: { zh: '微网格', en: 'micro grid', under: ['grid'] },
  section: { zh: '科室', en: 'section', under: ['street_township'] },
  task_group: { zh: '专项组', en: 'task group', under: ['street_township'] },
  department: { zh: '部门', en: 'department', under: ['municipality', 'district', 'street_township'] },
  public_enterprise: {
    zh: '公服企业',
    en: 'public enterprise',
    under: ['municipality', 'district', 'street_township'],
  },
  party_body: { zh: '党组织', en: 'party body', under: ['district', 'street_township', 'village', 'community'] },
  alliance_member: {
    zh: '联盟单位',
    en: 'alliance member',
    under: ['grid', 'village', 'community', 'street_township', 'party_body'],
  },
  property_company: { zh: '物业企业', en: 'property company', under: ['village', 'community', 'street_township'] },
} as const satisfies Record<string, KindSpec>;
export type OrgUnitKind = keyof typeof ORG_UNIT_KIND_SPECS;
export const ORG_UNIT_KINDS = Object.keys(ORG_UNIT_KIND_SPECS) as readonly OrgUnitKind[];

/** The kinds of units that one of `kind` may hang under; none: it is the top. */
export function parentKinds(kind: OrgUnitKind): readonly OrgUnitKind[] {
  return ORG_UNIT_KIND_SPECS[kind].under;
}

/** Tiers of the alliance, by what a member hangs under: grid, community, township, party committee. */
const ALLIANCE_TIERS: Readonly<Partial<Record<OrgUnitKind, number>>> = {
  grid: 1,
  village: 2,
  community: 2,
  street_township: 3,
  party_body: 4,
};

/** The tier 1–4 of an alliance member under a unit of `parentKind`; null for every other kind. */
export function allianceTier(kind: OrgUnitKind, parentKind: OrgUnitKind | null): number | null {
  if (kind !== 'alliance_member') return null;
  return (parentKind && ALLIANCE_TIERS[parentKind]) ?? 3;
}

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
    /** Of alliance members: 1 grid, 2 community, 3 township, 4 party committee. */
    allianceTier: nullable(integer),
    /** Who took its work over when it was closed. */
    successorKey: nullable(integer),
  },
  indexes: {
    byTenant: ['tenantId'],
    byCode: ['tenantId', 'code'],
    byParent: ['parentKey'],
    bySuccessor: ['successorKey'],
  },
});

/** Units that assist only and are never made the handling unit of an order (Regulation art. 17). */
export const ASSISTING_KINDS: readonly OrgUnitKind[] = ['village', 'community', 'grid', 'micro_grid'];

/** Another post of a person beside the main one: a unit and the roles in it. A person acts in one post at a time. */
export const accountPost = defineTable({
  name: 'account_post',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    accountKey: integer,
    unitKey: integer,
    roles: json<readonly Role[]>(),
    createdAt: integer,
    endedAt: nullable(integer),
  },
  indexes: { byAccount: ['accountKey'], byUnit: ['unitKey'] },
});

/** Who is on duty for a unit, and from when to when: offered what its `roles` may sign, approve or take up meanwhile. */
export const dutyShift = defineTable({
  name: 'duty_shift',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    unitKey: integer,
    accountKey: integer,
    roles: json<readonly Role[]>(),
    startAt: integer,
    endAt: integer,
    createdBy: text,
    cancelledAt: nullable(integer),
  },
  indexes: { byUnit: ['unitKey'], byAccount: ['accountKey'] },
});

/** A leader's hand-over of a role's acts to a deputy for a while. Whoever acts by it, the act names both. */
export const delegation = defineTable({
  name: 'delegation',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    fromAccountKey: integer,
    toAccountKey: integer,
    /** Role handed over, and the unit it is held in. */
    role: oneOf<Role>(),
    unitKey: nullable(integer),
    acts: json<readonly ActScope[]>(),
    startAt: integer,
    endAt: integer,
    reason: text,
    createdAt: integer,
    revokedAt: nullable(integer),
  },
  indexes: { byFrom: ['fromAccountKey'], byTo: ['toAccountKey'] },
});

/** 包村 and 包保: the leader who answers for a village, one of each kind at a time. */
export const villageLeader = defineTable({
  name: 'village_leader',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    villageKey: integer,
    kind: oneOf<VillageLeaderKind>(),
    accountKey: integer,
    startAt: integer,
    endAt: nullable(integer),
  },
  indexes: { byVillage: ['villageKey'], byAccount: ['accountKey'] },
});
export const VILLAGE_LEADER_KINDS = {
  village_cadre: { zh: '包村干部', en: 'village-assigned cadre' },
  guide_leader: { zh: '包保领导', en: 'guiding leader' },
} as const;
export type VillageLeaderKind = keyof typeof VILLAGE_LEADER_KINDS;

export const ORGANISATION_TABLES = [orgUnit, accountPost, dutyShift, delegation, villageLeader] as const;
