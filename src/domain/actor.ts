import type { ActScope } from './organisation/act-scopes.ts';

/** Roles of a township's people. */
export const ROLES = [
  'registrar',
  'grid_member',
  'grid_leader',
  'alley_steward',
  'village_secretary',
  'section_handler',
  'section_leader',
  'deputy_leader',
  'party_secretary',
  'response_office',
  'inspector',
  'callback_agent',
  'mediator',
  'department_contact',
  'district_command',
  'archive_clerk',
  'scorer',
  'process_designer',
  'township_admin',
  'system_admin',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** What an API key or a session may do; `*` is everything. Checked by the HTTP room on every route. */
export const SCOPES = [
  'appeals:read',
  'appeals:write',
  'hotline:write',
  'processes:read',
  'processes:write',
  'deployments:write',
  'jobs:work',
  'messages:write',
  'admin:read',
  'admin:write',
  'audit:read',
  '*',
] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * Who asks: a person with a session, a program with an API key, or the system's own clockwork.
 *
 * `id` is stable and carries no personal data (account key, API key name, `system:<duty>`); `unitKey` is the organisation unit the actor
 * acts for and `tenantId` its township. An actor of one tenant never sees or changes another's rows.
 */
export interface Actor {
  readonly kind: 'person' | 'client' | 'system';
  readonly id: string;
  readonly tenantId: string;
  readonly unitKey: number | null;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  /** Units that were closed in favour of the actor's; what is still offered to those is the actor's too. @defaultValue none */
  readonly formerUnitKeys?: readonly number[];
  /** Whom the actor stands in for now. @defaultValue nobody */
  readonly stands?: readonly Standing[];
}

/** That somebody stands in for others: by delegation for a person, or by the roster for those who are not on duty. */
export interface Standing {
  readonly by: 'delegation' | 'roster';
  /** Row it rests on. */
  readonly key: number;
  /** `account:<key>` of who delegated; null on the roster. */
  readonly onBehalfOf: string | null;
  readonly roles: readonly Role[];
  readonly unitKey: number | null;
  readonly acts: readonly ActScope[];
}

/** The system itself, named by the duty that acts. */
export function systemActor(duty: string, tenantId: string): Actor {
  return { kind: 'system', id: `system:${duty}`, tenantId, unitKey: null, roles: [], scopes: ['*'] };
}
