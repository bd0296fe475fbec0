import type { Handler } from '../domain/handler.ts';
import { formatInstant } from '../domain/iso-time.ts';
import { currentDeadline, openDeadline } from './order-deadline.ts';
import { moved, orderOf, text, toAppellant, toHotline } from './order-work.ts';

/**
 * Extends the limit by `extensionAmount` of the order's own unit, at most the original limit, from the present date on: a new deadline row.
 * The appellant and the hotline are both told. Regulation art. 15.
 */
export const extendOrder: Handler = {
  jobType: 'extend-order',
  run(input) {
    const order = orderOf(input);
    const original = order.limitAmount ?? 1;
    const asked = input.variables['extensionAmount'];
    const amount = typeof asked === 'number' && asked > 0 ? Math.min(Math.floor(asked), original) : original;
    const { dueAt, change } = openDeadline(input, order, {
      kind: 'external',
      name: 'order',
      startAt: lastInstantOf(order.dueAt ?? input.now),
      amount,
      unit: order.limitUnit ?? 'natural_days',
      calendar: 'hotline',
      basis: `延期:${text(input.variables['extensionReason']) ?? ''}(条例第十五条)`,
      replacesKey: currentDeadline(input, order)?.key,
    });
    return {
      variables: { dueAt: formatInstant(dueAt) },
      changes: [moved(order, 'in_progress', { dueAt, extensionCount: order.extensionCount + 1 }), change],
      messages: [
        { name: 'OrderLimitChanged', correlationKey: order.orderNo, variables: {} },
        toAppellant(order, 'extended'),
        ...toHotline(input, order, 'ExtensionRequested', { dueAt: formatInstant(dueAt) }),
      ],
    };
  },
};

// helpers

/** 24:00 is the next day's 00:00; the second before is still in the day from which is counted. */
function lastInstantOf(dueAt: number): number {
  return dueAt - 1000;
}
