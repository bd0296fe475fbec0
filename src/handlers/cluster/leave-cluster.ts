import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Handler, HandlerInput, HandlerResult } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { currentDeadline, openDeadline } from '../order-deadline.ts';
import { fourSlots } from '../order-responsibility.ts';
import { moved, orderOf, toAppellant, toStaff, type Order } from '../order-work.ts';

/**
 * Lets an order go its own way again: taken out of its cluster, or because it leads it from now on (`formerParentKey`), with the unit, the
 * level and at most the date of the former parent. An order that no unit has yet is graded and dispatched as any other. The citizen's date
 * is never later than before.
 */
export const leaveCluster: Handler = {
  jobType: 'leave-cluster',
  run(input) {
    const order = orderOf(input);
    const former = input.variables['formerParentKey'];
    const source = typeof former === 'number' ? input.rows.find(workOrder, former) : order;
    if (!source || source.dispatchedAt === null || source.ownerUnitKey === null) {
      return { variables: { outcome: 'to_dispatch' }, changes: [moved(order, 'registered', { parentOrderKey: null })] };
    }
    return takeUp(input, order, source, source.ownerUnitKey);
  },
};

// helpers

function takeUp(input: HandlerInput, order: Order, source: Order, ownerUnitKey: number): HandlerResult {
  const { level, limitAmount, limitUnit, limitBasis, coUnitKeys, catalogueEntry } = source;
  const { signedOffAt, signedOffBy, signOffDelegated, statutoryDueAt } = source;
  const own = currentDeadline(input, order);
  const taken = source === order ? undefined : currentDeadline(input, source)?.dueAt;
  const dates = [own?.dueAt, taken].filter((each) => each !== undefined);
  const opened =
    source === order && own
      ? undefined
      : openDeadline(input, order, {
          kind: 'external',
          name: 'order',
          startAt: own?.startAt ?? source.dispatchedAt ?? input.now,
          amount: limitAmount ?? 7,
          unit: limitUnit ?? 'natural_days',
          calendar: 'hotline',
          basis: '接替母单',
          replacesKey: own?.key,
          ...(dates.length > 0 && { notAfter: Math.min(...dates) }),
        });
  const dueAt = opened?.dueAt ?? own?.dueAt ?? input.now;
  return {
    variables: { outcome: 'dispatched', level, ownerUnitKey, coUnitKeys, dueAt: formatInstant(dueAt) },
    changes: [
      moved(order, 'dispatched', {
        ...{ level, limitAmount, limitUnit, limitBasis, ownerUnitKey, coUnitKeys, catalogueEntry },
        ...{ signedOffAt, signedOffBy, signOffDelegated, statutoryDueAt },
        dispatchedAt: order.dispatchedAt ?? input.now,
        dueAt,
        parentOrderKey: null,
      }),
      ...(opened ? [opened.change] : []),
      fourSlots(input, order, ownerUnitKey, coUnitKeys),
    ],
    messages: [toStaff(order, 'order_dispatched', ownerUnitKey), toAppellant(order, 'handled_by_itself')],
    events: [{ type: 'order.dispatched', key: order.key, detail: { ownerUnitKey, dueAt } }],
  };
}
