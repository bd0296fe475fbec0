import type { Handler } from '../domain/handler.ts';
import { formatInstant } from '../domain/iso-time.ts';
import { currentDeadline, openDeadline } from './order-deadline.ts';
import { context, marked, moved, orderOf, toAppellant, toStaff } from './order-work.ts';

/**
 * Reopens an order for rework, by its callback or a new fact: half of the original limit, at least 24 hours or one day.
 * Not having contacted the appellant is marked as a violation (Regulation art. 35).
 */
export const reopenOrder: Handler = {
  jobType: 'reopen-order',
  run(input) {
    const order = orderOf(input);
    const half = Math.ceil((order.limitAmount ?? 2) / 2);
    const unit = order.limitUnit ?? 'natural_days';
    const { dueAt, change } = openDeadline(input, order, {
      kind: 'internal',
      name: 'rework',
      startAt: input.now,
      amount: unit === 'hours' ? Math.max(24, half) : half,
      unit,
      calendar: 'hotline',
      basis: '重办:原时限一半,不少于24小时',
      replacesKey: currentDeadline(input, order)?.key,
    });
    const violated = context(input.variables['d13'])['violation'] === true;
    return {
      variables: { outcome: 'rework', dueAt: formatInstant(dueAt) },
      changes: [
        moved(order, 'reopened', {
          dueAt,
          feedbackAt: null,
          closedAt: null,
          closingLabel: null,
          reworkCount: order.reworkCount + 1,
          ...(violated && { marks: marked(order, 'violation') }),
        }),
        change,
      ],
      messages: [
        toStaff(order, 'rework_ordered', order.ownerUnitKey ?? 'response_office'),
        toAppellant(order, 'reopened'),
      ],
    };
  },
};
