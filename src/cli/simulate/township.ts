import { addPanelCandidate } from '../../commands/hand-down/add-panel-candidate.ts';
import { changeDutyItem } from '../../commands/duty-dispute/change-duty-item.ts';
import { createAccount } from '../../commands/organisation/create-account.ts';
import { createOrgUnit } from '../../commands/organisation/create-org-unit.ts';
import { placeGrid } from '../../commands/proactive/place-grid.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Submit } from '../../domain/command.ts';
import type { PanelCategory } from '../../domain/hand-down/hand-down-tables.ts';
import type { OrgUnitKind } from '../../domain/organisation/organisation-tables.ts';
import { isCommunity } from './generator.ts';
import { gridCode, villageName } from './identity.ts';
import type { Preset } from './presets.ts';

/** Sections and departments that the dispatch catalogue names, by code. */
const UNITS: readonly (readonly [code: string, kind: OrgUnitKind, name: string])[] = [
  ['response_office', 'section', '接诉即办办公室'],
  ['urban_construction', 'section', '城乡建设科'],
  ['community_building', 'section', '社区建设科'],
  ['rural_work', 'section', '农业农村科'],
  ['civil_affairs', 'section', '民生保障办公室'],
  ['law_enforcement', 'section', '综合行政执法队'],
  ['planning_office', 'department', '规划和自然资源所'],
  ['justice_office', 'department', '司法所'],
  ['police_station', 'department', '派出所'],
  ['labour_inspection', 'department', '人社劳动监察'],
  ['market_supervision', 'department', '市场监督管理所'],
  ['housing_department', 'department', '住房建设部门'],
  ['commerce_department', 'department', '商务部门'],
  ['heating_company', 'public_enterprise', '供热企业'],
];

/**
 * Makes the preset's organisation.
 *
 * @returns keys of its villages and communities, by index
 */
export async function seedTownship(submit: Submit, actor: Actor, preset: Preset): Promise<readonly number[]> {
  const add = async (parentKey: number | null, kind: OrgUnitKind, code: string, name: string): Promise<number> =>
    (await submit(createOrgUnit, { parentKey, kind, code, name }, { actor })).unitKey;
  const root = await add(null, 'street_township', 'township', preset.place);
  for (const [code, kind, name] of UNITS) await add(root, kind, code, name);
  const item = { code: '1.1', title: '综合性事务', category: null, mainUnitCode: 'rural_work', coUnitCodes: [] };
  await submit(changeDutyItem, { ...item, legalBasis: '【模拟】职责清单', scope: 'township' }, { actor });
  const villages: number[] = [];
  for (let i = 0; i < preset.villages; i++) {
    villages.push(
      await add(root, isCommunity(preset, i) ? 'community' : 'village', `village_${i + 1}`, villageName(i)),
    );
  }
  return villages;
}

/** Logins of those whom the worksheet names. */
export const WORKSHEET_HANDLER = 'sim.handler';
export const WORKSHEET_LEADER = 'sim.leader';

/** Accounts of the few people whom others name. */
export async function seedAccounts(submit: Submit, actor: Actor): Promise<void> {
  const people = [
    [WORKSHEET_HANDLER, 'section_handler'],
    [WORKSHEET_LEADER, 'deputy_leader'],
  ] as const;
  for (const [login, role] of people) {
    // nobody can sign in with it
    const account = { login, passwordHash: 'scrypt$', displayName: '示例人员', roles: [role], unitKey: null };
    await submit(createAccount, account, { actor });
  }
}

/** How many grids photos can find. */
const PLACED = 40;

/**
 * Spreads the preset's grids over its villages and says where the first of them are.
 *
 * @returns keys of the grids, by index
 */
export async function seedGrids(
  submit: Submit,
  actor: Actor,
  preset: Preset,
  villages: readonly number[],
): Promise<readonly number[]> {
  const grids: number[] = [];
  for (let i = 0; i < preset.grids; i++) {
    const parentKey = villages[i % villages.length] as number;
    const { unitKey } = await submit(
      createOrgUnit,
      { parentKey, kind: 'grid', code: gridCode(i), name: `网格${i + 1}` },
      { actor },
    );
    if (i < PLACED) await submit(placeGrid, { gridKey: unitKey, ...positionOf(i) }, { actor });
    grids.push(unitKey);
  }
  return grids;
}

/** Where a grid is, by its index. */
export function positionOf(index: number): { readonly latitude: number; readonly longitude: number } {
  return { latitude: 40.1 + 0.02 * (index % 8), longitude: 117 + 0.02 * Math.floor(index / 8) };
}

/** The roster of each village: enough for a panel and another one after an objection, and representatives. */
const ROSTER: readonly PanelCategory[] = [
  ...(['old_party_member', 'old_cadre', 'old_teacher', 'model_worker', 'lawyer', 'legal_guide'] as const),
  ...(['villager_representative', 'villager_representative', 'villager_representative'] as const),
];

/** Fills the rosters from which panels are drawn. */
export async function seedRosters(
  submit: Submit,
  actor: Actor,
  villages: readonly number[],
  nameSealed: string,
): Promise<void> {
  for (const villageKey of villages) {
    for (const category of ROSTER)
      await submit(addPanelCandidate, { villageKey, category, nameSealed, phoneHash: null }, { actor });
  }
}
