import type { Actor } from '../domain/actor.ts';
import { httpError } from '../domain/http-errors.ts';

/** What Camunda clients send when they know nothing of tenants. */
const DEFAULT_TENANT = '<default>';

/**
 * The tenant a request is about: always the caller's own.
 *
 * @param named - tenant named in the request, if any
 * @throws {@link DomainError} ERR_TENANT_NOT_FOUND when another one is named: for this caller there is no other
 */
export function tenantOf(actor: Actor, named?: string | null): string {
  if (!named || named === DEFAULT_TENANT || named === actor.tenantId) return actor.tenantId;
  throw httpError('ERR_TENANT_NOT_FOUND', { tenantId: named });
}

/** What was found, or the refusal that there is none. */
export function found<T>(thing: T | undefined, what: { readonly zh: string; readonly en: string }, key: string): T {
  if (thing !== undefined) return thing;
  throw httpError('ERR_NOT_FOUND', { what: what.en, whatZh: what.zh, key });
}
