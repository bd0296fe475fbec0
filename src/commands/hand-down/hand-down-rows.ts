import type { Role } from '../../domain/actor.ts';
import type { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { DecisionContext } from '../../domain/command.ts';
import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import { handDownCase } from '../../domain/hand-down/hand-down-tables.ts';
import type { RowOf } from '../../domain/table.ts';

export type HandDown = RowOf<typeof handDownCase>;

/** The order's newest hand-down. @throws DomainError ERR_HAND_DOWN_NOT_FOUND */
export function newestHandDown({ rows }: DecisionContext, { key, orderNo }: RowOf<typeof workOrder>): HandDown {
  const found = rows.list(handDownCase, 'byOrder', [key]).at(-1);
  if (found) return found;
  throw handDownError('ERR_HAND_DOWN_NOT_FOUND', { orderNo });
}

/** Refuses what does not fit the hand-down's state. @throws DomainError ERR_HAND_DOWN_STATE */
export function requireState(
  kase: HandDown,
  orderNo: string,
  expected: HandDown['state'],
  act: { readonly zh: string; readonly en: string },
): void {
  if (kase.state === expected) return;
  throw handDownError('ERR_HAND_DOWN_STATE', { orderNo, state: kase.state, expected, do: act.en, doZh: act.zh });
}

/** Lets people of these roles through, and programs. @throws DomainError ERR_HAND_DOWN_ROLE */
export function requireRole({ actor }: DecisionContext, roles: readonly Role[], rolesZh: string): void {
  if (actor.kind !== 'person' || roles.some((role) => actor.roles.includes(role))) return;
  throw handDownError('ERR_HAND_DOWN_ROLE', { roles: roles.join(' | '), rolesZh });
}
