import { partyConsent, type ConsentPurpose } from '../../domain/round-table/consultation-tables.ts';
import type { Command } from '../../domain/command.ts';
import { isFinal } from '../../domain/appeal/work-order-state.ts';
import { requirePart } from '../appeal/order-part.ts';
import { endedError, orderByNo } from '../appeal/order-rows.ts';

export interface RecordConsent {
  readonly orderNo: string;
  readonly purpose: ConsentPurpose;
  /** False takes an earlier consent back. */
  readonly given: boolean;
  /** How it can be proved. */
  readonly form: 'written' | 'recorded';
}

/**
 * Records whether the appellant allows to be known to the other side, or to be named to a panel. The newest one counts.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_OWN_UNIT · ERR_ORDER_ENDED
 * @see Personal Information Protection Law arts. 14, 15 and 29
 */
export const recordConsent: Command<RecordConsent, Record<string, never>> = {
  type: 'record-consent',
  decide(context, { orderNo, purpose, given, form }) {
    const order = orderByNo(context, orderNo);
    requirePart(context, order, { zh: '登记同意', en: 'record a consent' }, [
      'mediator',
      'registrar',
      'callback_agent',
    ]);
    if (isFinal(order.state)) throw endedError(order, { zh: '登记同意', en: 'get a consent' });
    const { rows, now, actor, nextKey, record } = context;
    const { tenantId } = actor;
    rows.put(partyConsent, {
      key: nextKey(),
      tenantId,
      orderKey: order.key,
      purpose,
      given,
      form,
      at: now,
      by: actor.id,
    });
    record({ type: 'consent.recorded', key: order.key, detail: { purpose, given } });
    return {};
  },
};
