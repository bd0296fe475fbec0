import type { Role } from '../../domain/actor.ts';
import type { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { DecisionContext } from '../../domain/command.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { httpError } from '../../domain/http-errors.ts';
import { actsFor } from '../../domain/organisation/role-scopes.ts';
import type { RowOf } from '../../domain/table.ts';
import { unitNameOf } from '../whistle/whistle-rows.ts';

/** Who has a part in every order. */
const LEADING: readonly Role[] = ['response_office', 'deputy_leader', 'party_secretary'];

/**
 * Makes sure that a person has a part in an order: as one of the units that handle or assist it, as a leader or the office, or by one of the
 * roles in `also`. To see an order is not enough to change what becomes of it. Programs act for outside bodies.
 *
 * @throws DomainError ERR_NOT_OWN_UNIT
 */
export function requirePart(
  context: DecisionContext,
  { ownerUnitKey, coUnitKeys }: RowOf<typeof workOrder>,
  act: { readonly zh: string; readonly en: string },
  also: readonly Role[] = [],
): void {
  const { actor } = context;
  if (actor.kind !== 'person') return;
  if (actor.roles.some((role) => LEADING.includes(role) || also.includes(role))) return;
  if ([ownerUnitKey, ...coUnitKeys].some((key) => key !== null && actsFor(actor, key))) return;
  const unit = ownerUnitKey === null ? 'response_office' : unitNameOf(context, ownerUnitKey);
  throw dutyError('ERR_NOT_OWN_UNIT', { unit, do: act.en, doZh: act.zh });
}

/**
 * Makes sure that a person holds one of these roles. Programs act for outside bodies.
 *
 * @throws DomainError ERR_NOT_ALLOWED
 */
export function requireOneOf({ actor }: DecisionContext, roles: readonly Role[]): void {
  if (actor.kind !== 'person' || actor.roles.some((role) => roles.includes(role))) return;
  throw httpError('ERR_NOT_ALLOWED', { needed: roles.join(' | ') });
}
