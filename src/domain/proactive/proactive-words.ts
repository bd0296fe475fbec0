import type { Role } from '../actor.ts';
import type { AppealSource } from '../appeal/appeal-words.ts';

/**
 * How something became known before anybody complained, who may report it that way, and the source that an order made of it has.
 * An empty list of roles: anybody, without an account.
 */
export const FINDING_KINDS = {
  patrol_routine: {
    zh: '机制性巡查',
    en: 'Routine patrol',
    by: ['grid_member', 'grid_leader', 'alley_steward'],
    source: 'patrol',
  },
  patrol_casual: {
    zh: '非机制性巡查',
    en: 'Casual patrol',
    by: ['grid_member', 'grid_leader', 'alley_steward'],
    source: 'patrol',
  },
  forecast: {
    zh: '网格预报',
    en: 'Forecast',
    by: ['grid_member', 'grid_leader', 'village_secretary', 'response_office'],
    source: 'grid',
  },
  snap: { zh: '随手拍', en: 'Snap and report', by: [], source: 'snap_and_report' },
  visit_need: {
    zh: '走访需求',
    en: 'Need heard on a visit',
    by: ['grid_member', 'grid_leader', 'village_secretary', 'section_handler', 'response_office'],
    source: 'livelihood_research',
  },
  suggestion: {
    zh: '议事建议',
    en: 'Suggestion from deliberation',
    by: ['grid_leader', 'village_secretary', 'response_office'],
    source: 'livelihood_research',
  },
} as const satisfies Record<
  string,
  { readonly zh: string; readonly en: string; readonly by: readonly Role[]; readonly source: AppealSource }
>;
export type FindingKind = keyof typeof FINDING_KINDS;

/** What is counted for a person of the grid: found, passed upward, and defused without an order. */
export const GRID_COUNTS = {
  discover: { zh: '发现诉求', en: 'Discovered' },
  report: { zh: '上报诉求', en: 'Reported upward' },
  relieve: { zh: '减压诉求', en: 'Relieved' },
} as const;
export type GridCount = keyof typeof GRID_COUNTS;

/** Whose work is counted. */
export const COUNTED_ROLES: readonly Role[] = ['grid_member', 'grid_leader', 'alley_steward'];

/** How one place of a sweep stands. */
export const SWEEP_STATES = {
  to_survey: { zh: '待排查', en: 'To be surveyed' },
  clear: { zh: '无同类问题', en: 'Clear' },
  found: { zh: '发现问题', en: 'Found' },
  repaired: { zh: '已整改', en: 'Repaired' },
  handed_up: { zh: '已上交', en: 'Handed up' },
} as const;
export type SweepState = keyof typeof SWEEP_STATES;
