import { dayOf, parseDay } from '../../domain/day.ts';
import { fieldError } from '../../domain/field-error.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { SUSPENSION_REASONS, suspension } from '../../domain/side-route/side-route-tables.ts';
import { context, oneOfWords, orderOf } from '../order-work.ts';
import { plainText } from '../side-route-work.ts';

/**
 * Files a request to put an order on the books: one of five reasons, what will be done, until when, and the answer to the appellant.
 * Regulation art. 15.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD
 */
export const requestSuspension: Handler = {
  jobType: 'request-suspension',
  run(input) {
    const order = orderOf(input);
    const said = context(input.variables['hold']);
    const row = {
      key: input.nextKey(),
      revision: 0,
      tenantId: input.tenantId,
      orderKey: order.key,
      reason: oneOfWords('hold.reason', said['reason'], SUSPENSION_REASONS),
      plan: plainText('hold.plan', said['plan']),
      reply: plainText('hold.reply', said['reply']),
      expectedOn: expectedDay('hold.expectedOn', said['expectedOn'], input.now),
      requestedBy: input.actor.id,
      requestedAt: input.now,
      state: 'requested',
      agreedBy: null,
      agreedAt: null,
      approvedBy: null,
      approvedAt: null,
      reviews: 0,
      reviewedAt: null,
      closedAt: null,
    } as const;
    return {
      // texts belong to the row
      variables: { hold: { reason: row.reason, expectedOn: row.expectedOn } },
      changes: [put(suspension, row)],
      events: [{ type: 'suspension.requested', key: order.key, detail: { reason: row.reason } }],
    };
  },
};

/** A day after today. @throws {@link DomainError} ERR_APPEAL_FIELD */
export function expectedDay(field: string, value: unknown, now: number): string {
  const day = typeof value === 'string' ? parseDay(value) : undefined;
  if (typeof value === 'string' && day !== undefined && day > dayOf(now)) return value;
  throw fieldError(
    field,
    { zh: '今天以后的日期,如 2026-06-30', en: 'a date after today such as 2026-06-30' },
    typeof value === 'string' ? `'${value}'` : typeof value,
  );
}
