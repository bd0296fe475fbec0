import type { Role } from './session/session.ts';

/** A page in the menu. */
export interface NavItem {
  readonly path: string;
  /** Key of its name in the texts. */
  readonly text: string;
  /** Whose work it is; empty: everybody's. */
  readonly roles: readonly Role[];
  /** With which others it stands together when there are too many to stand beside each other. */
  readonly group?: NavGroup;
}
export type NavGroup = 'joint' | 'duties' | 'ahead';

const LEADERS: readonly Role[] = ['party_secretary', 'deputy_leader', 'response_office', 'township_admin'];

/** Who names representatives, takes orders out of a cluster, or puts a leader in charge. */
const OFFICE: readonly Role[] = ['registrar', 'response_office', 'deputy_leader', 'party_secretary'];

/** Who finds, claims and solves before anybody complains, and who watches over it. */
const GRID: readonly Role[] = ['grid_member', 'grid_leader', 'alley_steward', 'village_secretary', 'response_office'];

/** Who blows whistles, answers them, or watches over them. */
const WHISTLES: readonly Role[] = [
  'grid_leader',
  'village_secretary',
  'section_handler',
  'section_leader',
  'department_contact',
  'response_office',
  'deputy_leader',
  'party_secretary',
  'inspector',
  'district_command',
];
/** Whose disputes about duties these are, and who rules on them. */
const DUTIES: readonly Role[] = [
  'response_office',
  'section_handler',
  'section_leader',
  'department_contact',
  'district_command',
];
/** Who drafts, carries out, inspects or rates directives. */
const DIRECTIVES: readonly Role[] = [
  'district_command',
  'department_contact',
  'section_handler',
  'section_leader',
  'deputy_leader',
  'party_secretary',
  'response_office',
  'inspector',
];

/** Who sits at a table, hands down, or reviews. */
const AT_TABLE: readonly Role[] = [
  'mediator',
  'village_secretary',
  'section_handler',
  'section_leader',
  'department_contact',
  'response_office',
  'deputy_leader',
  'party_secretary',
];

/** Who submits to the worksheet, screens, claims and solves. */
const WORKSHEET: readonly Role[] = ['section_handler', 'section_leader', ...LEADERS];

/** The menu, in the order of the day's work. */
export const NAV: readonly NavItem[] = [
  { path: '/tasks', text: 'common.nav.tasks', roles: [] },
  { path: '/orders', text: 'common.nav.orders', roles: [] },
  { path: '/register', text: 'register.title', roles: ['registrar', 'response_office'] },
  { path: '/clusters', text: 'clusters.title', roles: OFFICE, group: 'joint' },
  { path: '/inspections', text: 'desk.inspections', roles: ['inspector'] },
  { path: '/callbacks', text: 'desk.callbacks', roles: ['callback_agent'] },
  { path: '/findings', text: 'findings.title', roles: GRID, group: 'ahead' },
  { path: '/whistles', text: 'whistles.title', roles: WHISTLES, group: 'joint' },
  { path: '/disputes', text: 'duties.disputes', roles: DUTIES, group: 'duties' },
  { path: '/duty-list', text: 'duties.list', roles: [...DUTIES, 'township_admin'], group: 'duties' },
  { path: '/directives', text: 'directives.title', roles: DIRECTIVES, group: 'duties' },
  { path: '/consultations', text: 'consultations.title', roles: AT_TABLE, group: 'joint' },
  { path: '/hand-downs', text: 'handDowns.title', roles: AT_TABLE, group: 'joint' },
  { path: '/worksheet', text: 'worksheet.title', roles: WORKSHEET, group: 'ahead' },
  { path: '/leader', text: 'leader.title', roles: LEADERS, group: 'ahead' },
];

/** What the menu shows to somebody with `roles`. */
export function navFor(roles: readonly Role[]): readonly NavItem[] {
  return NAV.filter((item) => item.roles.length === 0 || item.roles.some((role) => roles.includes(role)));
}

/** Where they stand beside each other, more would not have room. */
const MOST_BESIDE = 6;

/** Entries of the menu for a wide screen: pages, and groups of pages once there are many. */
export function groupedNav(items: readonly NavItem[]): readonly (NavItem | NavEntry)[] {
  if (items.length <= MOST_BESIDE) return items;
  const entries: (NavItem | NavEntry)[] = [];
  for (const item of items) {
    const together = item.group ? items.filter(({ group }) => group === item.group) : [item];
    const { group } = item;
    if (!group || together.length === 1) entries.push(item);
    else if (together.at(-1) === item) entries.push({ group, items: together });
  }
  return entries;
}
export interface NavEntry {
  readonly group: NavGroup;
  readonly items: readonly NavItem[];
}
