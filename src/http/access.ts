import { httpError } from '../domain/http-errors.ts';
import type { Actor, Role, Scope } from '../domain/actor.ts';
import { holdsScope } from '../domain/organisation/role-scopes.ts';

/**
 * Who may use a route. `public`: anybody. Otherwise the caller must be known and hold at least one of `scopes` (an empty list: any known
 * caller), and, where `roles` is given, one of them (or every scope).
 */
export type Access = 'public' | { readonly scopes: readonly Scope[]; readonly roles?: readonly Role[] };

/** Any caller with a session or a key. */
export const SIGNED_IN: Access = { scopes: [] };

/** One of these scopes is needed. */
export function needs(...scopes: Scope[]): Access {
  return { scopes };
}

/**
 * Lets the caller through or refuses.
 *
 * @throws {@link DomainError} ERR_NOT_SIGNED_IN, ERR_NOT_ALLOWED
 */
export function requireAccess(access: Access, actor: Actor | null): void {
  if (access === 'public') return;
  if (!actor) throw httpError('ERR_NOT_SIGNED_IN');
  const { scopes, roles } = access;
  if (scopes.length > 0 && !holdsScope(actor, scopes))
    throw httpError('ERR_NOT_ALLOWED', { needed: scopes.join(' | ') });
  if (roles && !actor.scopes.includes('*') && !roles.some((role) => actor.roles.includes(role))) {
    throw httpError('ERR_NOT_ALLOWED', { needed: roles.join(' | ') });
  }
}
