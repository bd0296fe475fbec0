import type { OrgUnitKind } from '../organisation/organisation-tables.ts';

interface Word {
  readonly zh: string;
  readonly en: string;
}

export const WHISTLE_KINDS = {
  emergency: { zh: '应急处置哨', en: 'Emergency whistle' },
  enforcement: { zh: '综合执法哨', en: 'Joint enforcement whistle' },
  priority: { zh: '重点工作哨', en: 'Priority work whistle' },
} as const satisfies Record<string, Word>;
export type WhistleKind = keyof typeof WHISTLE_KINDS;

/** From the lowest to the highest: what one cannot solve, the next takes up. */
export const WHISTLE_LEVELS = {
  grid: { zh: '网格吹哨', en: 'Grid' },
  community: { zh: '村(社区)吹哨', en: 'Village or community' },
  township: { zh: '镇街吹哨', en: 'Township' },
} as const satisfies Record<string, Word>;
export type WhistleLevel = keyof typeof WHISTLE_LEVELS;

/** Why a level cannot solve it by itself. */
export const WHISTLE_REASONS = {
  no_enforcement_power: { zh: '无执法权', en: 'No power to enforce' },
  several_departments: { zh: '涉及多个部门', en: 'Several departments are concerned' },
  no_means: { zh: '缺少资金、人员或设备', en: 'Money, people or equipment are missing' },
  not_reported_in: { zh: '应报到单位未到', en: 'Units did not report in' },
  not_solved: { zh: '限期内未解决', en: 'Not solved in time' },
  urgent: { zh: '情况紧急', en: 'It is urgent' },
} as const satisfies Record<string, Word>;
export type WhistleReason = keyof typeof WHISTLE_REASONS;

export type WhistleResult = 'solved' | 'partly_solved' | 'escalated' | 'rejected' | 'cancelled';

/** The items of a rating, 100 points together; solving ahead of time adds 3. */
export const RATING_ITEMS = {
  signed: { zh: '签收及时', points: 10 },
  reported: { zh: '报到及时', points: 20 },
  rank: { zh: '人员层级', points: 10 },
  cooperation: { zh: '配合', points: 20 },
  effect: { zh: '实效', points: 30 },
  feedback: { zh: '群众反馈', points: 10 },
  early: { zh: '提前解决', points: 3 },
} as const;
export type RatingItem = keyof typeof RATING_ITEMS;

/** What a unit that reported in says of the whistle. */
export const BACK_RATINGS = {
  necessary: { zh: '必要', en: 'Necessary' },
  solvable_alone: { zh: '可自行解决', en: 'The blower could have solved it alone' },
  incomplete: { zh: '信息不全', en: 'Information was missing' },
} as const satisfies Record<string, Word>;
export type BackRating = keyof typeof BACK_RATINGS;

/** The level above; undefined above the township, where a directive of the district follows. */
export function levelAbove(level: WhistleLevel): WhistleLevel | undefined {
  const levels = Object.keys(WHISTLE_LEVELS) as WhistleLevel[];
  return levels[levels.indexOf(level) + 1];
}

const NEIGHBOURS: readonly OrgUnitKind[] = [
  'village',
  'community',
  'grid',
  'micro_grid',
  'alliance_member',
  'property_company',
  'party_body',
];
const TOWNSHIP_UNITS: readonly OrgUnitKind[] = ['section', 'task_group'];

/** Which units a level may call: neighbours; the township's sections as well; anybody, departments and enterprises of the district included. */
export function mayCall(level: WhistleLevel, kind: OrgUnitKind): boolean {
  if (level === 'township' || NEIGHBOURS.includes(kind)) return true;
  return level === 'community' && TOWNSHIP_UNITS.includes(kind);
}

/** A coordinate rounded to three decimals, about 100 metres. */
export function coarse(degrees: number): number {
  return Math.round(degrees * 1_000) / 1_000;
}
