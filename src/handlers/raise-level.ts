import { LEVELS, type Level, type LimitUnit } from '../domain/appeal/appeal-words.ts';
import type { Handler, HandlerInput, HandlerResult } from '../domain/process/handler.ts';
import { formatInstant } from '../domain/iso-time.ts';
import { currentDeadline, openDeadline } from './order-deadline.ts';
import { changed, level, orderOf, ownOrderLimit, toStaff, type Order } from './order-work.ts';

/** What an order gets when it is raised; a lower level is never set. */
const RAISED: Readonly<Partial<Record<Level, { readonly amount: number; readonly unit: LimitUnit }>>> = {
  L1: { amount: 2, unit: 'hours' },
  L2: { amount: 24, unit: 'hours' },
};

/**
 * Raises an order to the level of message variable `raisedLevel`; its date becomes the earlier of the old and the new. One that is not
 * dispatched yet has no date: it is graded (`alertLevel`), or no longer waits for the sign-off (`OrderLimitChanged`), by the new level.
 * Regulation art. 29.
 */
export const raiseLevel: Handler = {
  jobType: 'raise-level',
  run(input) {
    const order = orderOf(input);
    const raised = level(input.variables['raisedLevel']) ?? 'L1';
    if (order.level === null) return raisedBeforeGrading(input, order, raised);
    const standard = RAISED[raised];
    if (!standard || order.level <= raised) return { changes: [changed(order, { sensitive: true })] };
    const limit = { ...standard, basis: `敏感升级为${raised}`, ...ownOrderLimit(input, raised) };
    const raisedOrder = { level: raised, sensitive: true };
    const told = { name: 'OrderLimitChanged', correlationKey: order.orderNo, variables: {} };
    const events = [{ type: 'order.level-raised', key: order.key, detail: { from: order.level, to: raised } }];
    if (order.dispatchedAt === null)
      return {
        variables: { level: raised, alertLevel: raised },
        changes: [
          changed(order, {
            ...raisedOrder,
            ...{ limitAmount: limit.amount, limitUnit: limit.unit, limitBasis: limit.basis },
          }),
        ],
        messages: [told],
        events,
      };
    const { dueAt, change } = openDeadline(input, order, {
      kind: 'external',
      name: 'order',
      startAt: input.now,
      ...limit,
      calendar: 'hotline',
      replacesKey: currentDeadline(input, order)?.key,
      ...(order.dueAt !== null && { notAfter: order.dueAt }),
    });
    return {
      variables: { level: raised, dueAt: formatInstant(dueAt) },
      changes: [changed(order, { ...raisedOrder, dueAt }), change],
      messages: [told, toStaff(order, 'level_raised', order.ownerUnitKey ?? 'response_office')],
      events,
    };
  },
};

// helpers

/** Table D02 will grade it by the most urgent that was found. */
function raisedBeforeGrading({ variables }: HandlerInput, order: Order, raised: Level): HandlerResult {
  const found = [raised, level(variables['alertLevel'])];
  return {
    variables: { alertLevel: LEVELS.find((each) => found.includes(each)) ?? raised },
    changes: [changed(order, { sensitive: true })],
  };
}
