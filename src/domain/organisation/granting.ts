import { accountError } from './account-errors.ts';
import type { Actor, Role, Scope } from '../actor.ts';
import { holdsScope } from './role-scopes.ts';

/**
 * Checks that nobody hands out more than they may: scopes only those the actor holds (who administers may connect the hotline
 * without speaking for it), and the role of system administrator
 * only by one (or by the system itself).
 *
 * @throws {@link DomainError} ERR_GRANT_NOT_HELD naming what is too much
 */
export function requireGrantable(actor: Actor, roles: readonly Role[], scopes: readonly Scope[]): void {
  const missing: string[] = scopes.filter(
    (scope) => !holdsScope(actor, scope === 'hotline:write' ? [scope, 'admin:write'] : [scope]),
  );
  const mayMakeAdmins = actor.scopes.includes('*') || actor.roles.includes('system_admin');
  if (roles.includes('system_admin') && !mayMakeAdmins) missing.push('system_admin');
  if (missing.length > 0) throw accountError('ERR_GRANT_NOT_HELD', { missing: missing.join(', ') });
}
