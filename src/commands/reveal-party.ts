import { appealError } from '../domain/appeal-errors.ts';
import { appeal, party } from '../domain/appeal-tables.ts';
import type { Actor, Role } from '../domain/actor.ts';
import type { Command } from '../domain/command.ts';
import { orderByNo } from './order-rows.ts';

export interface RevealParty {
  readonly orderNo: string;
  /** Why it must be seen, at least 4 characters; kept in the audit. */
  readonly reason: string;
}

/** Still sealed: whoever holds the vault opens them for the caller. */
export interface RevealedParty {
  readonly nameSealed: string | null;
  readonly phoneSealed: string | null;
  readonly addressSealed: string | null;
}

const MINIMUM_REASON = 4;
const REVEALING_ROLES: readonly Role[] = ['registrar', 'callback_agent', 'party_secretary', 'response_office'];
const HANDLING_ROLES: readonly Role[] = ['section_handler', 'section_leader', 'department_contact'];

/**
 * Gives out who appealed, with a reason that is logged. Of a confidential appeal co-handlers get facts only.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_REVEAL_REASON · ERR_REVEAL_FORBIDDEN
 * @see Personal Information Protection Law arts. 51 and 54; Regulation art. 8
 */
export const revealParty: Command<RevealParty, RevealedParty> = {
  type: 'reveal-party',
  decide(context, { orderNo, reason }) {
    const order = orderByNo(context, orderNo);
    const { rows, actor, record } = context;
    const length = [...reason.trim()].length;
    if (length < MINIMUM_REASON) throw appealError('ERR_REVEAL_REASON', { minimum: MINIMUM_REASON, found: length });
    const received = rows.find(appeal, order.key);
    const appellant = received && rows.find(party, received.partyKey);
    if (!appellant) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    const units = appellant.confidential ? [order.ownerUnitKey] : [order.ownerUnitKey, ...order.coUnitKeys];
    if (!mayReveal(actor, units)) throw appealError('ERR_REVEAL_FORBIDDEN', { orderNo });
    record({ type: 'party.revealed', key: order.key, detail: { reason: reason.trim() } });
    const { nameSealed, phoneSealed, addressSealed } = appellant;
    return { nameSealed, phoneSealed, addressSealed };
  },
};

// helpers

function mayReveal({ roles, unitKey, scopes }: Actor, units: readonly (number | null)[]): boolean {
  if (roles.some((role) => REVEALING_ROLES.includes(role))) return true;
  if (roles.some((role) => HANDLING_ROLES.includes(role))) return unitKey !== null && units.includes(unitKey);
  return roles.length === 0 && scopes.includes('*');
}
