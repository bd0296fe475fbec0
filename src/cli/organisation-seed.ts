import { changeDutyItem } from '../commands/duty-dispute/change-duty-item.ts';
import { createOrgUnit } from '../commands/organisation/create-org-unit.ts';
import { moveOrgUnit } from '../commands/organisation/move-org-unit.ts';
import type { Actor } from '../domain/actor.ts';
import type { Category } from '../domain/appeal/appeal-words.ts';
import type { Submit } from '../domain/command.ts';
import type { OrgUnitKind } from '../domain/organisation/organisation-tables.ts';

type Seed = readonly [code: string, kind: OrgUnitKind, name: string];

/** What the dispatch catalogue names: the office, sections, departments and enterprises. */
const HANDLING: readonly Seed[] = [
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

/** The six groups beside the office (一办六组), the party committee, and members of the alliance. */
const BESIDE: readonly Seed[] = [
  ['group_construction', 'task_group', '城乡建设治理组'],
  ['group_communities', 'task_group', '回迁社区治理组'],
  ['group_bungalows', 'task_group', '平房地区治理组'],
  ['group_hard_villages', 'task_group', '重难点村治理组'],
  ['group_publicity', 'task_group', '宣传共治保障组'],
  ['group_supervision', 'task_group', '专项监督保障组'],
  ['party_committee', 'party_body', '党工委'],
  ['alliance_bank', 'alliance_member', '联盟单位(银行网点)'],
];

/** Items of the duty list as the catalogue's seed rows have them. */
const DUTIES: readonly (readonly [code: string, category: Category, title: string, unit: string])[] = [
  ['3.5', 'road_damage', '农村道路破损维修', 'urban_construction'],
  ['2.1', 'illegal_building', '违法建设查处', 'law_enforcement'],
  ['2.7', 'noise', '社会生活噪声', 'police_station'],
  ['4.4', 'wage_arrears', '欠薪处置', 'labour_inspection'],
  ['5.1', 'homestead_dispute', '宅基地纠纷', 'planning_office'],
  ['5.4', 'rural_sewage', '农村污水', 'rural_work'],
];

/** Makes the units of a new township that the catalogue names */
export async function seedHandlingUnits(submit: Submit, actor: Actor, township: number): Promise<void> {
  for (const [code, kind, name] of HANDLING)
    await submit(createOrgUnit, { parentKey: township, kind, code, name }, { actor });
}

/** Hangs a township under district and city, puts the six groups and the alliance beside its office, and fills its duty list. */
export async function seedWholeTree(submit: Submit, actor: Actor, township: number): Promise<void> {
  const add = async (parentKey: number | null, [code, kind, name]: Seed): Promise<number> =>
    (await submit(createOrgUnit, { parentKey, kind, code, name }, { actor })).unitKey;
  const city = await add(null, ['city', 'municipality', '市']);
  const district = await add(city, ['district', 'district', '区']);
  await submit(moveOrgUnit, { unitKey: township, parentKey: district }, { actor });
  await add(district, ['district_water', 'department', '区水务局']);
  await add(district, ['district_housing', 'department', '区住房和城乡建设委']);
  for (const seed of BESIDE) await add(township, seed);
  for (const [code, category, title, mainUnitCode] of DUTIES) {
    const item = {
      code,
      category,
      title,
      mainUnitCode,
      coUnitCodes: [],
      legalBasis: '派单目录',
      scope: 'township',
    } as const;
    await submit(changeDutyItem, item, { actor });
  }
}
