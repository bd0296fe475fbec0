import { ACT_SCOPES, ACT_SCOPE_NAMES, type ActScope } from '../../domain/organisation/act-scopes.ts';
import type { Role } from '../../domain/actor.ts';
import type { Command } from '../../domain/command.ts';
import { fieldError } from '../../domain/field-error.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { delegation } from '../../domain/organisation/organisation-tables.ts';
import { rolesOfPosts } from '../../domain/organisation/posts.ts';
import { scopesOfRoles } from '../../domain/organisation/role-scopes.ts';
import { accountKeyOf, activeAccount, overlap, requirePeriod } from './organisation-rows.ts';

export interface Delegate {
  readonly toAccountKey: number;
  /** Held by who delegates, in the post in which they act. */
  readonly role: Role;
  readonly acts: readonly ActScope[];
  readonly startAt: number;
  readonly endAt: number;
  /** 1–200 characters without personal data. */
  readonly reason: string;
}

const MOST_DAYS = 92;
/** Roles whose acts may be handed over. */
const LEADING: readonly Role[] = [
  'party_secretary',
  'deputy_leader',
  'section_leader',
  'response_office',
  'village_secretary',
  'grid_leader',
  'department_contact',
  'district_command',
];

/**
 * Hands acts of one's own role to a deputy for a while. What was itself handed over is not handed on.
 *
 * @throws DomainError ERR_ROLE_NOT_HELD · ERR_ACCOUNT_NOT_FOUND · ERR_STAND_IN · ERR_PERIOD · ERR_APPEAL_FIELD · ERR_DELEGATION_OVERLAPS
 */
export const delegate: Command<Delegate, { readonly delegationKey: number }> = {
  type: 'delegate',
  decide(context, { toAccountKey, role, acts, startAt, endAt, reason }) {
    const { rows, now, actor, nextKey, record } = context;
    const fromAccountKey = accountKeyOf(context);
    if (fromAccountKey === undefined || !actor.roles.includes(role) || !LEADING.includes(role))
      throw organisationError('ERR_ROLE_NOT_HELD', { role });
    const deputy = activeAccount(context, toAccountKey);
    const roles = [...deputy.roles, ...rolesOfPosts(rows, toAccountKey)];
    if (toAccountKey === fromAccountKey || !scopesOfRoles(roles).includes('appeals:write'))
      throw organisationError('ERR_STAND_IN', { person: deputy.displayName, do: 'stand in', doZh: '代行职权' });
    requirePeriod(context, startAt, endAt, MOST_DAYS);
    const length = [...reason.trim()].length;
    if (length < 1 || length > 200 || hasPersonalNumber(reason)) throw fieldError('reason', '1–200', String(length));
    if (acts.length === 0 || acts.some((act) => !ACT_SCOPE_NAMES.includes(act)))
      throw fieldError('acts', ACT_SCOPE_NAMES.join(' | '), acts.join(', '));
    const taken = rows
      .list(delegation, 'byFrom', [fromAccountKey])
      .find(
        (given) =>
          given.role === role &&
          given.unitKey === actor.unitKey &&
          given.revokedAt === null &&
          overlap(given, { startAt, endAt }) &&
          given.acts.some((act) => acts.includes(act)),
      );
    if (taken) {
      throw organisationError('ERR_DELEGATION_OVERLAPS', {
        role,
        acts: taken.acts.map((act) => ACT_SCOPES[act].en).join(', '),
        actsZh: taken.acts.map((act) => ACT_SCOPES[act].zh).join('、'),
        start: formatInstant(taken.startAt),
        end: formatInstant(taken.endAt),
      });
    }
    const delegationKey = nextKey();
    const given = { fromAccountKey, toAccountKey, role, unitKey: actor.unitKey, acts, startAt, endAt, revokedAt: null };
    const row = {
      ...given,
      key: delegationKey,
      revision: 0,
      tenantId: actor.tenantId,
      reason: reason.trim(),
      createdAt: now,
    };
    rows.put(delegation, row);
    record({ type: 'delegation.given', key: delegationKey, detail: { fromAccountKey, toAccountKey, role, acts } });
    return { delegationKey };
  },
};
