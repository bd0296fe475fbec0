import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about round tables, mediation and agreements. */
export const CONSULTATION_ERRORS = {
  ERR_INVITEE_KINDS: {
    category: 'invalid',
    zh: '会商应邀请至少 {minimum} 类与会方,现有 {found} 类。请补充与会方。',
    en: 'A consultation needs invitees of at least {minimum} kinds, but found {found}. Invite more.',
  },
  ERR_RESPONDENT_MISSING: {
    category: 'invalid',
    zh: '圆桌会议须有被诉人到会。确因回避或有危险不到会的,请注明原因。',
    en: 'A round table needs the respondent. Invite them, or give recusal or danger as the reason why not.',
  },
  ERR_REPORT_CONFIDENTIAL: {
    category: 'forbidden',
    zh: '工单 {orderNo} 是举报,不得让被举报人知晓,不能邀请被诉人(信访工作条例第三十条)。请改走纪检或执法渠道。',
    en: 'Work order {orderNo} is a report of wrongdoing: the accused must not learn of it, so no respondent is invited (Petition Regulation art. 30). Use the discipline or enforcement channel.',
  },
  ERR_CONSENT_MISSING: {
    category: 'forbidden',
    zh: '诉求人尚未同意向被诉人公开身份(工单 {orderNo})。请先征得同意并登记,或不邀请被诉人。',
    en: 'The appellant of work order {orderNo} has not agreed to be known to the respondent. Record the consent first, or do without the respondent.',
  },
  ERR_SESSION_QUORUM: {
    category: 'conflict',
    zh: '到会 {found} 方,不足 {needed} 方,本次会议不能形成结论。请选择“下次再议”。',
    en: 'A conclusion needs {needed} invitees present, but found {found}. Choose another session.',
  },
  ERR_PARTY_ABSENT: {
    category: 'conflict',
    zh: '达成一致须当事双方到会,缺:{missing}。请下次再议。',
    en: 'An agreement needs both parties present, but these were not: {missing}. Hold another session.',
  },
  ERR_CONSULTATION_NOT_FOUND: {
    category: 'not_found',
    zh: '工单 {orderNo} 没有正在进行的会商。请核对单号。',
    en: 'Work order {orderNo} has no consultation under way. Check the number.',
  },
  ERR_SESSION_NOT_FOUND: {
    category: 'not_found',
    zh: '工单 {orderNo} 的会商没有第 {number} 次会议。请核对次数。',
    en: 'The consultation of work order {orderNo} has no session {number}. Check the number.',
  },
  ERR_MINUTES_WRITTEN: {
    category: 'conflict',
    zh: '第 {number} 次会议已有纪要,不能改写。请另行添加记录。',
    en: 'Session {number} already has minutes, which are not rewritten. Add a note instead.',
  },
  ERR_AGREEMENT_NOT_FOUND: {
    category: 'not_found',
    zh: '工单 {orderNo} 没有有效的调解协议。请先登记协议。',
    en: 'Work order {orderNo} has no agreement in force. Record the agreement first.',
  },
  ERR_INSTALMENT_NOT_FOUND: {
    category: 'not_found',
    zh: '协议没有第 {number} 期付款。请核对期数。',
    en: 'The agreement has no instalment {number}. Check the number.',
  },
  ERR_INSTALMENT_PAID: {
    category: 'conflict',
    zh: '第 {number} 期已登记付清,不能重复登记。',
    en: 'Instalment {number} is already recorded as paid. There is nothing more to do.',
  },
  ERR_INSTALMENTS_OPEN: {
    category: 'conflict',
    zh: '还有 {open} 期未付,不能登记为“已履行”。请先登记付款,或登记为“未履行”。',
    en: 'The agreement cannot be performed while {open} instalments are unpaid. Record the payments, or record it as not performed.',
  },
  ERR_CONFIRMATION_LATE: {
    category: 'conflict',
    zh: '协议生效已满三十日,不能再申请司法确认(人民调解法第三十三条)。请告知当事人其他法律途径。',
    en: 'The agreement took effect more than 30 days ago, so the court can no longer confirm it (People’s Mediation Law art. 33). Tell the parties of other legal ways.',
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue. */
export const consultationError = errorsOf(CONSULTATION_ERRORS);
