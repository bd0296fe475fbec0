import { appeal } from '../domain/appeal-tables.ts';
import { put, type HandlerInput, type RowChange } from '../domain/handler.ts';
import { orderResponsibility } from '../domain/worksheet-tables.ts';
import { text, unitByCode, type Order } from './order-work.ts';

/**
 * Fills the four slots (四办) of an order that is being dispatched: the leader whom the sign-off names, else the deputy leader on duty; the
 * section; the village of the place, else the response office, which finds it; the units that handle jointly.
 */
export function fourSlots(
  input: HandlerInput,
  order: Order,
  sectionKey: number,
  jointUnitKeys: readonly number[],
): RowChange {
  const known = input.rows.find(orderResponsibility, order.key);
  const place = input.rows.find(appeal, order.key)?.unitKey ?? unitByCode(input, 'response_office')?.key;
  return put(orderResponsibility, {
    revision: 0,
    ...known,
    key: order.key,
    tenantId: input.tenantId,
    leader: text(input.variables['leadLeader']) ?? known?.leader ?? 'deputy_leader',
    sectionKey,
    villageKey: place ?? sectionKey,
    jointUnitKeys,
    filledAt: input.now,
  });
}
