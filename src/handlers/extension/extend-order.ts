import { put, type Handler } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { extensionRequest } from '../../domain/side-route/side-route-tables.ts';
import { currentDeadline, openDeadline } from '../order-deadline.ts';
import { context, moved, orderOf } from '../order-work.ts';
import { extensionOf } from '../side-route-work.ts';

/**
 * Moves the date of an order: a new deadline row from the present date on, in the order's own unit, with reason, basis and who approved it;
 * at most the share of the original limit that table D08 gives. Regulation art. 15.
 */
export const extendOrder: Handler = {
  jobType: 'extend-order',
  run(input) {
    const order = orderOf(input);
    const row = extensionOf(input, order);
    const replaced = currentDeadline(input, order);
    const original = order.limitAmount ?? 1;
    const cap = context(input.variables['d08'])['maxPercent'];
    const most = Math.max(1, Math.floor((original * (typeof cap === 'number' ? cap : 100)) / 100));
    // the hotline may allow less than the leader
    const ruled = input.variables['extensionAmount'];
    const amount = Math.min(typeof ruled === 'number' ? ruled : most, row.grantedAmount ?? most, most);
    const { key, dueAt, change } = openDeadline(input, order, {
      kind: 'external',
      name: 'order',
      startAt: lastInstantOf(order.dueAt ?? input.now),
      amount,
      unit: order.limitUnit ?? 'natural_days',
      calendar: 'hotline',
      basis: `延期(条例第十五条):${row.basis}`,
      reason: row.reason,
      approvedBy: row.ruledBy,
      replacesKey: replaced?.key,
    });
    return {
      variables: { dueAt: formatInstant(dueAt) },
      changes: [
        moved(order, 'in_progress', { dueAt, extensionCount: order.extensionCount + 1 }),
        put(extensionRequest, {
          ...row,
          state: 'granted',
          grantedAmount: amount,
          deadlineKey: key,
          replacedKey: replaced?.key ?? null,
        }),
        change,
      ],
      messages: [{ name: 'OrderLimitChanged', correlationKey: order.orderNo, variables: {} }],
      events: [{ type: 'order.extended', key: order.key, detail: { amount, dueAt } }],
    };
  },
};

// helpers

/** 24:00 is the next day's 00:00; the second before is still in the day from which is counted. */
function lastInstantOf(dueAt: number): number {
  return dueAt - 1000;
}
