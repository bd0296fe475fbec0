import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { appeal, party } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { maySeeParty } from '../../domain/privacy/personal-access.ts';
import { orderByNo } from '../appeal/order-rows.ts';
import { isReport, logReveal, requireReportOfficer } from './reveal-rows.ts';

export interface RevealParty {
  readonly orderNo: string;
  /** Why it must be seen, at least 4 characters; kept in the audit. */
  readonly reason: string;
}

/** Where it is; who asked reads it there. An answer is kept for the Idempotency-Key, so it holds no data, sealed or not. */
export interface RevealedParty {
  readonly partyKey: number;
  /** Sealed with the key of reports. */
  readonly report: boolean;
}

/**
 * Lets somebody see who appealed, with a reason that is logged. Of a confidential appeal co-handlers get facts only, and of a report of
 * wrongdoing everybody but the two who are named.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_REVEAL_REASON · ERR_REVEAL_FORBIDDEN · ERR_REVEAL_TOO_OFTEN · ERR_REPORT_NEED_TO_KNOW
 * @see Personal Information Protection Law arts. 51 and 54; Regulation art. 8; Petition Regulation art. 30
 */
export const revealParty: Command<RevealParty, RevealedParty> = {
  type: 'reveal-party',
  decide(context, { orderNo, reason }) {
    const order = orderByNo(context, orderNo);
    const { rows, actor } = context;
    const received = rows.find(appeal, order.key);
    const appellant = received && rows.find(party, received.partyKey);
    if (!appellant) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    const report = isReport(context, order.key);
    if (report) requireReportOfficer(context, orderNo);
    else if (!maySeeParty(actor, { ...order, confidential: appellant.confidential }))
      throw appealError('ERR_REVEAL_FORBIDDEN', { orderNo });
    logReveal(context, { orderKey: order.key, what: report ? 'report' : 'party', attachmentKey: null }, reason);
    return { partyKey: appellant.key, report };
  },
};
