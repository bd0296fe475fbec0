import type { Command } from '../../domain/command.ts';
import { accessCode } from '../../domain/privacy/privacy-tables.ts';
import { orderByNo } from './order-rows.ts';

export interface IssueAccessCode {
  readonly orderNo: string;
  /** Keyed hash of order number and code. */
  readonly codeHash: string;
}

/**
 * Gives the appellant a code by which they prove to be the one; an earlier one stops to work. Whoever issues it at a counter has seen a
 * document of identity.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND
 */
export const issueAccessCode: Command<IssueAccessCode, Record<string, never>> = {
  type: 'issue-access-code',
  decide(context, { orderNo, codeHash }) {
    const { rows, actor, now, record } = context;
    const { key } = orderByNo(context, orderNo);
    const before = rows.find(accessCode, key);
    const { tenantId } = actor;
    rows.put(accessCode, {
      key,
      revision: before?.revision ?? 0,
      tenantId,
      codeHash,
      issuedAt: now,
      issuedBy: actor.id,
    });
    record({ type: 'access-code.issued', key });
    return {};
  },
};
