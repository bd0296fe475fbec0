import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { appeal } from '../../domain/appeal/appeal-tables.ts';
import type { DecisionContext } from '../../domain/command.ts';
import { fieldError } from '../../domain/field-error.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { readsReports } from '../../domain/privacy/personal-access.ts';
import { privacyError } from '../../domain/privacy/privacy-errors.ts';
import { reportOfficer, revealLog } from '../../domain/privacy/privacy-tables.ts';
import type { RowOf } from '../../domain/table.ts';

const MINIMUM_REASON = 4;
const HOUR_MS = 3_600_000;

/** What is seen of an order. */
export type Seen = Pick<RowOf<typeof revealLog>, 'orderKey' | 'what' | 'attachmentKey'>;

/**
 * Writes down that somebody sees personal data in clear, and why.
 *
 * @throws DomainError ERR_REVEAL_REASON · ERR_APPEAL_FIELD when the reason itself holds a personal number · ERR_REVEAL_TOO_OFTEN
 */
export function logReveal(context: DecisionContext, seen: Seen, given: string): void {
  const { rows, actor, now, nextKey, record } = context;
  const reason = given.trim();
  const length = [...reason].length;
  if (length < MINIMUM_REASON) throw appealError('ERR_REVEAL_REASON', { minimum: MINIMUM_REASON, found: length });
  if (hasPersonalNumber(reason)) {
    const numberless = { zh: '不含电话、证件号码的文字', en: 'text without a phone or identity number' };
    throw fieldError('reason', numberless, { zh: '个人号码', en: 'one' });
  }
  const { tenantId } = actor;
  const hour = Math.floor(now / HOUR_MS);
  // the hour that ends now lies in two of the clock
  const recent = [hour - 1, hour]
    .flatMap((each) => rows.list(revealLog, 'byActorAndHour', [tenantId, actor.id, each]))
    .filter(({ at }) => at > now - HOUR_MS);
  const limit = Number(settingOf(context, 'reveals_per_hour'));
  if (recent.length >= limit) throw privacyError('ERR_REVEAL_TOO_OFTEN', { limit });
  rows.put(revealLog, { ...seen, key: nextKey(), tenantId, by: actor.id, at: now, hour, reason });
  const { orderKey: key, what, attachmentKey } = seen;
  record({
    type: `${what}.revealed`,
    key,
    detail: { reason, ...(attachmentKey !== null && { attachmentKey: String(attachmentKey) }) },
  });
}

/** Whether an order is about a report of wrongdoing. */
export function isReport({ rows }: DecisionContext, orderKey: number): boolean {
  return rows.find(appeal, orderKey)?.type === 'report';
}

/** @throws DomainError ERR_REPORT_NEED_TO_KNOW unless the caller is one of the two named */
export function requireReportOfficer({ rows, actor }: DecisionContext, orderNo: string): void {
  if (!readsReports(actor, rows.list(reportOfficer, 'byTenant', [actor.tenantId])))
    throw privacyError('ERR_REPORT_NEED_TO_KNOW', { orderNo });
}

/** A setting of the actor's township. */
export function settingOf({ functions }: DecisionContext, name: string): unknown {
  return (functions['setting'] as unknown as (name: string) => unknown)(name);
}
