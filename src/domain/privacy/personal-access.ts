import type { Actor, Role } from '../actor.ts';

/** Roles that see who appealed in any order: they register, call back, decide or answer for it. */
const REVEALING_ROLES: readonly Role[] = ['registrar', 'callback_agent', 'party_secretary', 'response_office'];
/** Roles that see it in the orders of their own unit. */
const HANDLING_ROLES: readonly Role[] = ['section_handler', 'section_leader', 'department_contact'];
/** Roles that open evidence of any order as well, because they judge the work. */
const JUDGING_ROLES: readonly Role[] = ['inspector', 'deputy_leader', 'archive_clerk'];

/** Who handles an order, and how much they may know. */
export interface Handling {
  readonly ownerUnitKey: number | null;
  readonly coUnitKeys: readonly number[];
  /** The appellant wants to stay unknown: co-handlers get facts only. */
  readonly confidential: boolean;
}

/** Whether the actor may be told who appealed. */
export function maySeeParty({ roles, unitKey, scopes }: Actor, handling: Handling): boolean {
  if (roles.some((role) => REVEALING_ROLES.includes(role))) return true;
  if (roles.some((role) => HANDLING_ROLES.includes(role)))
    return unitKey !== null && knowingUnits(handling).includes(unitKey);
  return roles.length === 0 && scopes.includes('*');
}

/** Whether the actor may open photos and documents of an order that they see. */
export function mayOpenEvidence(actor: Actor, handling: Handling): boolean {
  if (maySeeParty(actor, handling) || actor.roles.some((role) => JUDGING_ROLES.includes(role))) return true;
  return actor.unitKey !== null && knowingUnits(handling).includes(actor.unitKey);
}

/** Whether the actor is one of the two who read reports of wrongdoing. Programs never are. */
export function readsReports(actor: Actor, officers: readonly { readonly person: string }[]): boolean {
  return actor.kind === 'person' && officers.some(({ person }) => person === actor.id);
}

// helpers

function knowingUnits({ ownerUnitKey, coUnitKeys, confidential }: Handling): readonly (number | null)[] {
  return confidential ? [ownerUnitKey] : [ownerUnitKey, ...coUnitKeys];
}
