import { appeal, party, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { SENSITIVE_KINDS } from '../../domain/privacy/attachment-kinds.ts';
import type { Command } from '../../domain/command.ts';
import { mayOpenEvidence, maySeeParty } from '../../domain/privacy/personal-access.ts';
import { privacyError } from '../../domain/privacy/privacy-errors.ts';
import { attachment } from '../../domain/privacy/privacy-tables.ts';
import { isReport, logReveal, requireReportOfficer } from './reveal-rows.ts';

export interface RevealAttachment {
  readonly orderNo: string;
  readonly attachmentKey: number;
  readonly reason: string;
}

/**
 * Lets somebody open a file, with a reason that is logged: needed for recordings and material of reports of wrongdoing.
 *
 * @throws DomainError ERR_ATTACHMENT_NOT_FOUND · ERR_ATTACHMENT_DESTROYED · ERR_ATTACHMENT_FORBIDDEN · ERR_REPORT_NEED_TO_KNOW
 * @throws DomainError ERR_REVEAL_REASON · ERR_REVEAL_TOO_OFTEN
 */
export const revealAttachment: Command<RevealAttachment, Record<string, never>> = {
  type: 'reveal-attachment',
  decide(context, { orderNo, attachmentKey, reason }) {
    const { rows, actor } = context;
    const file = rows.find(attachment, attachmentKey);
    const [order] = rows.list(workOrder, 'byOrderNo', [actor.tenantId, orderNo]);
    if (!file || !order || file.orderKey !== order.key)
      throw privacyError('ERR_ATTACHMENT_NOT_FOUND', { key: attachmentKey });
    if (file.destroyedAt !== null) throw privacyError('ERR_ATTACHMENT_DESTROYED', { key: attachmentKey });
    const report = file.kind === 'report' || isReport(context, order.key);
    if (report) requireReportOfficer(context, orderNo);
    const received = rows.find(appeal, order.key);
    const confidential = (received && rows.find(party, received.partyKey))?.confidential ?? true;
    const mayOpen = SENSITIVE_KINDS.includes(file.kind) ? maySeeParty : mayOpenEvidence;
    if (!report && !mayOpen(actor, { ...order, confidential }))
      throw privacyError('ERR_ATTACHMENT_FORBIDDEN', { orderNo });
    logReveal(context, { orderKey: order.key, what: report ? 'report' : 'attachment', attachmentKey }, reason);
    return {};
  },
};
