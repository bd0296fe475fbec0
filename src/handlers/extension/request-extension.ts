import { fieldError } from '../../domain/field-error.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { EXTENSION_REASONS, extensionRequest } from '../../domain/side-route/side-route-tables.ts';
import { currentDeadline } from '../order-deadline.ts';
import { context, moved, oneOfWords, orderOf, toHotline } from '../order-work.ts';
import { plainText } from '../side-route-work.ts';

/**
 * Files a request for more time, with what table D08 asks: level, share of the limit left, extensions so far, kind of reason.
 * Regulation art. 15.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD
 */
export const requestExtension: Handler = {
  jobType: 'request-extension',
  run(input) {
    const order = orderOf(input);
    const said = context(input.variables['extension']);
    const reason = oneOfWords('extension.reason', said['reason'], EXTENSION_REASONS);
    const basis = plainText('extension.basis', said['basis']);
    const most = order.limitAmount ?? 1;
    const asked = said['amount'];
    if (typeof asked !== 'number' || !Number.isInteger(asked) || asked < 1 || asked > most)
      throw fieldError('extension.amount', `1–${most}`, String(asked));
    const current = currentDeadline(input, order);
    const [startAt, dueAt] = [current?.startAt ?? order.dispatchedAt ?? input.now, order.dueAt ?? input.now];
    const leftPercent = Math.max(0, Math.floor(((dueAt - input.now) * 100) / Math.max(1, dueAt - startAt)));
    return {
      variables: {
        extension: { level: order.level, leftPercent, count: order.extensionCount, reason, amount: asked },
        asksHotline: toHotline(input, order, 'ExtensionRequested').length > 0,
        granted: null,
      },
      changes: [
        moved(order, 'extension_requested'),
        put(extensionRequest, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          orderKey: order.key,
          reason,
          basis,
          evidence: said['evidence'] === true,
          askedAmount: asked,
          leftPercent,
          requestedBy: input.actor.id,
          requestedAt: input.now,
          state: 'requested',
          ruledBy: null,
          ruledAt: null,
          grantedAmount: null,
          deadlineKey: null,
          replacedKey: null,
          informedAt: null,
          closedAt: null,
        }),
      ],
      events: [{ type: 'extension.requested', key: order.key, detail: { reason, leftPercent } }],
    };
  },
};
