import { orgUnit } from '../domain/organisation/organisation-tables.ts';
import type { Handler, HandlerResult } from '../domain/process/handler.ts';
import { leaving } from './cluster/cluster-work.ts';
import { fourSlots } from './order-responsibility.ts';
import { moved, orderOf, toHotline, toStaff, type Order } from './order-work.ts';

/**
 * Takes an order away from those who work on it: the hotline has taken it back and it leaves the township, or (variable `designatedUnitKey`)
 * a final ruling gives it to another unit, which begins with signing for it. The appellant's date stays. One that follows an order taken back
 * takes the lead: the hotline spoke of that order alone. Regulation art. 12 ¶3.
 */
export const revokeOrder: Handler = {
  jobType: 'revoke-order',
  run(input) {
    const order = orderOf(input);
    const key = input.variables['designatedUnitKey'];
    const unit = typeof key === 'number' ? input.rows.find(orgUnit, key) : undefined;
    if (unit?.tenantId === input.tenantId) {
      const coUnitKeys = order.coUnitKeys.filter((each) => each !== unit.key);
      return {
        variables: { outcome: 'dispatched', ownerUnitKey: unit.key, coUnitKeys },
        changes: [
          moved(order, 'dispatched', { ownerUnitKey: unit.key, coUnitKeys, signedAt: null }),
          fourSlots(input, order, unit.key, coUnitKeys),
        ],
        messages: [...revoked([order.ownerUnitKey], order), toStaff(order, 'order_dispatched', unit.key)],
        events: [{ type: 'order.redesignated', key: order.key, detail: { from: order.ownerUnitKey, to: unit.key } }],
      };
    }
    const left = leaving(input, order, 'returned');
    const reason = input.variables['revokedBy'] === 'hotline' ? 'revoked' : 'returned';
    return {
      variables: { outcome: 'forwarded_external' },
      changes: [moved(order, 'forwarded', { closedAt: input.now }), ...left.changes],
      messages: [
        ...revoked([order.ownerUnitKey, ...order.coUnitKeys], order),
        ...toHotline(input, order, 'HotlineReturn', { reason }),
        ...left.messages,
      ],
      events: [{ type: 'order.revoked', key: order.key }, ...left.events],
    };
  },
};

// helpers

function revoked(unitKeys: readonly (number | null)[], order: Order): NonNullable<HandlerResult['messages']> {
  return unitKeys.flatMap((key) => (key === null ? [] : [toStaff(order, 'order_revoked', key)]));
}
