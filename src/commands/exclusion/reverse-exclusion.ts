import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { exclusionError } from '../../domain/exclusion/exclusion-errors.ts';
import { exclusion } from '../../domain/exclusion/exclusion-tables.ts';
import { orderByNo } from '../appeal/order-rows.ts';

/**
 * Takes what was granted back, for whatever reason: the order counts again.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_EXCLUSION_ROLE · ERR_EXCLUSION_NOT_FOUND, also when it was taken back already
 */
export const reverseExclusion: Command<{ readonly orderNo: string }, Record<string, never>> = {
  type: 'reverse-exclusion',
  decide(context, { orderNo }) {
    const { rows, now, actor, record } = context;
    const order = orderByNo(context, orderNo);
    if (actor.kind === 'person' && !actor.roles.some((role) => role === 'party_secretary' || role === 'deputy_leader'))
      throw exclusionError('ERR_EXCLUSION_ROLE', { do: 'take an exclusion back', doZh: '撤销剔除' });
    const granted = rows.list(exclusion, 'byOrder', [order.key]).filter(({ state }) => state === 'granted');
    if (granted.length === 0) throw exclusionError('ERR_EXCLUSION_NOT_FOUND', { orderNo });
    for (const row of granted) {
      rows.put(exclusion, { ...row, state: 'reversed', reversedBy: actor.id, reversedAt: now });
      record({ type: 'exclusion.reversed', key: order.key, detail: { exclusionKey: row.key, by: actor.id } });
    }
    rows.put(workOrder, { ...order, excluded: false });
    return {};
  },
};
