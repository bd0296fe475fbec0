import type { Actor, Role, Scope } from './actor.ts';
import type { userTask } from './process-tables.ts';
import type { RowOf } from './table.ts';

/** What each role may do. Separation of duties: system administrators and auditors see no content of cases. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  registrar: ['appeals:read', 'appeals:write'],
  grid_member: ['appeals:read', 'appeals:write'],
  grid_leader: ['appeals:read', 'appeals:write'],
  alley_steward: ['appeals:read', 'appeals:write'],
  village_secretary: ['appeals:read', 'appeals:write'],
  section_handler: ['appeals:read', 'appeals:write'],
  section_leader: ['appeals:read', 'appeals:write'],
  deputy_leader: ['appeals:read', 'appeals:write'],
  party_secretary: ['appeals:read', 'appeals:write'],
  response_office: ['appeals:read', 'appeals:write', 'processes:read'],
  inspector: ['appeals:read', 'appeals:write'],
  callback_agent: ['appeals:read', 'appeals:write'],
  mediator: ['appeals:read', 'appeals:write'],
  department_contact: ['appeals:read', 'appeals:write'],
  district_command: ['appeals:read', 'appeals:write'],
  archive_clerk: ['appeals:read', 'appeals:write'],
  process_designer: ['processes:read', 'deployments:write'],
  township_admin: ['appeals:read', 'processes:read', 'processes:write', 'messages:write', 'admin:read', 'admin:write'],
  system_admin: [
    'processes:read',
    'processes:write',
    'deployments:write',
    'jobs:work',
    'messages:write',
    'admin:read',
    'admin:write',
  ],
  auditor: ['audit:read', 'admin:read'],
};

/** Roles that see the work of every unit of their township; the others see their own unit's. */
const SEES_ALL_UNITS: readonly Role[] = [
  'registrar',
  'response_office',
  'deputy_leader',
  'party_secretary',
  'inspector',
  'callback_agent',
  'archive_clerk',
  'district_command',
  'township_admin',
  'system_admin',
];

/** The scopes that a person's roles add up to, each once. */
export function scopesOfRoles(roles: readonly Role[]): Scope[] {
  return [...new Set(roles.flatMap((role) => SCOPES_OF_ROLE[role]))];
}

/** Whether the actor holds at least one of `scopes`. */
export function holdsScope(actor: Actor, scopes: readonly Scope[]): boolean {
  return actor.scopes.includes('*') || scopes.some((scope) => actor.scopes.includes(scope));
}

/** Whether the actor sees the work of every unit. Programs without a unit do; so does the system itself. */
export function seesAllUnits(actor: Actor): boolean {
  return (
    (actor.kind !== 'person' && actor.unitKey === null) || actor.roles.some((role) => SEES_ALL_UNITS.includes(role))
  );
}

/** Whether the actor may do the work of anybody: programs without a unit, and who runs the processes. Seeing it is not enough. */
export function worksForAll(actor: Actor): boolean {
  return (actor.kind !== 'person' && actor.unitKey === null) || holdsScope(actor, ['processes:write']);
}

/** Whether the actor may give anybody's work to somebody else: who works for all, and the office. */
export function distributesWork(actor: Actor): boolean {
  return worksForAll(actor) || actor.roles.includes('response_office');
}

/** Whether a user task is assigned or offered to the actor. */
export function isOwnWork(
  actor: Actor,
  task: Pick<RowOf<typeof userTask>, 'assignee' | 'candidateUsers' | 'candidateGroups'>,
): boolean {
  const groups = groupsOf(actor);
  return (
    task.assignee === actor.id ||
    task.candidateUsers.includes(actor.id) ||
    task.candidateGroups.some((group) => groups.includes(group))
  );
}

/**
 * The names by which a user task may be offered to this actor as a candidate group: each role, the unit (`unit:<key>`),
 * and each role within the unit (`unit:<key>:<role>`).
 */
export function groupsOf(actor: Actor): string[] {
  if (actor.unitKey === null) return [...actor.roles];
  return [...actor.roles, `unit:${actor.unitKey}`, ...actor.roles.map((role) => `unit:${actor.unitKey}:${role}`)];
}
