import type { Role } from '../../domain/actor.ts';
import type { Command } from '../../domain/command.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { dutyShift } from '../../domain/organisation/organisation-tables.ts';
import { rolesOfPosts } from '../../domain/organisation/posts.ts';
import { scopesOfRoles } from '../../domain/organisation/role-scopes.ts';
import { activeAccount, activeUnit, overlap, requirePeriod, requirePlanner } from './organisation-rows.ts';

export interface PlanShift {
  readonly unitKey: number;
  readonly accountKey: number;
  /** Roles of the unit that the person stands in for meanwhile. */
  readonly roles: readonly Role[];
  readonly startAt: number;
  readonly endAt: number;
}

const MOST_DAYS = 31;
/** Roles that nobody stands in for. */
const NEVER: readonly Role[] = ['system_admin', 'township_admin', 'auditor', 'scorer', 'process_designer'];

/**
 * Puts a person on duty for a unit. Meanwhile they are offered what these roles of the unit are offered to sign, approve or take up.
 *
 * @throws DomainError ERR_UNIT_NOT_FOUND · ERR_ACCOUNT_NOT_FOUND · ERR_ROLE_NOT_HELD when who asks may not plan for the unit · ERR_PERIOD ·
 *   ERR_STAND_IN when the person may not handle cases · ERR_SHIFT_OVERLAPS
 */
export const planShift: Command<PlanShift, { readonly shiftKey: number }> = {
  type: 'plan-shift',
  decide(context, { unitKey, accountKey, roles, startAt, endAt }) {
    const { rows, actor, nextKey, record } = context;
    const unit = activeUnit(context, unitKey);
    requirePlanner(context, unitKey);
    const person = activeAccount(context, accountKey);
    requirePeriod(context, startAt, endAt, MOST_DAYS);
    const own = [...person.roles, ...rolesOfPosts(rows, accountKey)];
    if (!scopesOfRoles(own).includes('appeals:write') || roles.some((role) => NEVER.includes(role)))
      throw organisationError('ERR_STAND_IN', { person: person.displayName, do: 'be on duty', doZh: '值班' });
    const taken = rows
      .list(dutyShift, 'byUnit', [unitKey])
      .find(
        (shift) => shift.accountKey === accountKey && shift.cancelledAt === null && overlap(shift, { startAt, endAt }),
      );
    if (taken) {
      const period = { start: formatInstant(taken.startAt), end: formatInstant(taken.endAt) };
      throw organisationError('ERR_SHIFT_OVERLAPS', { unit: unit.name, ...period });
    }
    const shiftKey = nextKey();
    const shift = { unitKey, accountKey, roles, startAt, endAt, createdBy: actor.id, cancelledAt: null };
    rows.put(dutyShift, { ...shift, key: shiftKey, revision: 0, tenantId: actor.tenantId });
    record({ type: 'shift.planned', key: shiftKey, detail: { unitKey, accountKey, roles } });
    return { shiftKey };
  },
};
