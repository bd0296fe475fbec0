import type { Handler } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { currentDeadline, openDeadline } from '../order-deadline.ts';
import { context, marked, moved, orderOf, setting, toAppellant, toStaff } from '../order-work.ts';

const HOURS_OF_DAY = 24;

/**
 * Reopens an order for rework, by its callback or a new fact: `rework_percentage` of the original limit, at least `rework_minimum_hours`.
 * Not having contacted the appellant is marked as a violation (Regulation art. 35).
 */
export const reopenOrder: Handler = {
  jobType: 'reopen-order',
  run(input) {
    const order = orderOf(input);
    const percentage = Number(setting(input, 'rework_percentage'));
    const minimum = Number(setting(input, 'rework_minimum_hours'));
    const unit = order.limitUnit ?? 'natural_days';
    const part = Math.ceil(((order.limitAmount ?? 2) * percentage) / 100);
    const { dueAt, change } = openDeadline(input, order, {
      kind: 'internal',
      name: 'rework',
      startAt: input.now,
      amount: Math.max(part, unit === 'hours' ? minimum : Math.ceil(minimum / HOURS_OF_DAY)),
      unit,
      calendar: 'hotline',
      basis: `重办:原时限的${percentage}%,不少于${minimum}小时`,
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
