import { elementsOf } from './act-scopes.ts';
import type { Actor, Role, Scope, Standing } from '../actor.ts';
import type { userTask } from '../process/process-tables.ts';
import type { RowOf } from '../table.ts';

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
  scorer: ['appeals:read'],
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
  'scorer',
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

/**
 * Whether the actor sees the work of every unit, also by standing in for somebody who does. Programs without a unit do; so does the system itself.
 */
export function seesAllUnits(actor: Actor): boolean {
  const roles = [...actor.roles, ...(actor.stands ?? []).flatMap((standing) => standing.roles)];
  return (actor.kind !== 'person' && actor.unitKey === null) || roles.some((role) => SEES_ALL_UNITS.includes(role));
}

/**
 * Whether the actor may do the work of anybody: programs without a unit, and programs that run the processes. Of people nobody: who runs the
 * processes gives a task to somebody, and does not do it.
 */
export function worksForAll(actor: Actor): boolean {
  if (actor.scopes.includes('*')) return true;
  return actor.kind !== 'person' && (actor.unitKey === null || holdsScope(actor, ['processes:write']));
}

/** Whether the actor may give anybody's work to somebody else: who works for all, who runs the processes, and the office. */
export function distributesWork(actor: Actor): boolean {
  return worksForAll(actor) || holdsScope(actor, ['processes:write']) || actor.roles.includes('response_office');
}

type OfferedTask = Pick<RowOf<typeof userTask>, 'assignee' | 'candidateUsers' | 'candidateGroups' | 'elementId'>;

/** Whether a user task is assigned or offered to the actor, or to somebody for whom the actor stands in. */
export function isOwnWork(actor: Actor, task: OfferedTask): boolean {
  return (
    task.assignee === actor.id ||
    task.candidateUsers.includes(actor.id) ||
    isOfferedTo(actor, task) ||
    standingFor(actor, task) !== undefined
  );
}

/** By what a task is the actor's that is offered to none of the actor's own roles: delegation before roster. */
export function standingFor(actor: Actor, task: OfferedTask): Standing | undefined {
  if (isOfferedTo(actor, task)) return undefined;
  const fit = (actor.stands ?? []).filter(
    (standing) =>
      elementsOf(standing.acts).includes(task.elementId) &&
      groupsOfStanding(standing).some((group) => task.candidateGroups.includes(group)),
  );
  return fit.find(({ by }) => by === 'delegation') ?? fit[0];
}

/**
 * The names by which a user task may be offered to this actor as a candidate group: the account, each role, the unit (`unit:<key>`), and each
 * role within the unit (`unit:<key>:<role>`), the same for units that were closed in favour of it.
 */
export function groupsOf(actor: Actor): string[] {
  const units = [...(actor.unitKey === null ? [] : [actor.unitKey]), ...(actor.formerUnitKeys ?? [])];
  const own = actor.kind === 'person' ? [actor.id] : [];
  return [...own, ...groupsIn(actor.roles, units)];
}

/** The names by which a user task may be offered to those for whom somebody stands in. */
export function groupsOfStanding({ roles, unitKey }: Standing): string[] {
  return groupsIn(roles, unitKey === null ? [] : [unitKey]);
}

/** The roles in which the actor may do an act: their own and those they stand in for. */
export function rolesFor(actor: Actor, elementId: string): readonly Role[] {
  const lent = (actor.stands ?? []).filter(({ acts }) => elementsOf(acts).includes(elementId));
  return [...actor.roles, ...lent.flatMap(({ roles }) => roles)];
}

/** By what the actor does an act in one of `roles` without holding it: delegation before roster; undefined when they hold it themselves. */
export function standingIn(actor: Actor, elementId: string, roles: readonly Role[]): Standing | undefined {
  if (actor.roles.some((own) => roles.includes(own))) return undefined;
  const fit = (actor.stands ?? []).filter(
    (standing) => elementsOf(standing.acts).includes(elementId) && standing.roles.some((role) => roles.includes(role)),
  );
  return fit.find(({ by }) => by === 'delegation') ?? fit[0];
}

/** Whether the actor acts for the unit, or for one that took its work over. */
export function actsFor({ unitKey, formerUnitKeys = [] }: Actor, key: number): boolean {
  return unitKey === key || formerUnitKeys.includes(key);
}

// helpers

function isOfferedTo(actor: Actor, task: OfferedTask): boolean {
  const groups = groupsOf(actor);
  return task.candidateGroups.some((group) => groups.includes(group));
}

function groupsIn(roles: readonly Role[], units: readonly number[]): string[] {
  return [...roles, ...units.flatMap((unit) => [`unit:${unit}`, ...roles.map((role) => `unit:${unit}:${role}`)])];
}
