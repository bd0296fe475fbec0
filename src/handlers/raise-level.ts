import type { Level, LimitUnit } from '../domain/appeal-words.ts';
import type { Handler } from '../domain/handler.ts';
import { formatInstant } from '../domain/iso-time.ts';
import { currentDeadline, openDeadline } from './order-deadline.ts';
import { changed, level, orderOf, ownOrderLimit, toStaff } from './order-work.ts';

/** What an order gets when it is raised; a lower level is never set. */
const RAISED: Readonly<Partial<Record<Level, { readonly amount: number; readonly unit: LimitUnit }>>> = {
  L1: { amount: 2, unit: 'hours' },
  L2: { amount: 24, unit: 'hours' },
};

/** Raises an order to the level of message variable `raisedLevel`; its date becomes the earlier of the old and the new. Regulation art. 29. */
export const raiseLevel: Handler = {
  jobType: 'raise-level',
  run(input) {
    const order = orderOf(input);
    const raised = level(input.variables['raisedLevel']) ?? 'L1';
    const standard = RAISED[raised];
    if (!standard || (order.level !== null && order.level <= raised))
      return { changes: [changed(order, { sensitive: true })] };
    const own = ownOrderLimit(input, raised);
    const { dueAt, change } = openDeadline(input, order, {
      kind: 'external',
      name: 'order',
      startAt: input.now,
      ...standard,
      ...own,
      calendar: 'hotline',
      basis: `敏感升级为${raised}`,
      replacesKey: currentDeadline(input, order)?.key,
      ...(order.dueAt !== null && { notAfter: order.dueAt }),
    });
    return {
      variables: { level: raised, dueAt: formatInstant(dueAt) },
      changes: [changed(order, { level: raised, sensitive: true, dueAt }), change],
      messages: [
        { name: 'OrderLimitChanged', correlationKey: order.orderNo, variables: {} },
        toStaff(order, 'level_raised', order.ownerUnitKey ?? 'response_office'),
      ],
    };
  },
};
