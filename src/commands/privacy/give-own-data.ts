import type { Command } from '../../domain/command.ts';
import { orderByNo } from '../appeal/order-rows.ts';

/**
 * Writes down that an appellant was given what is held about them.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND
 * @see Personal Information Protection Law art. 45
 */
export const giveOwnData: Command<{ readonly orderNo: string }, Record<string, never>> = {
  type: 'give-own-data',
  decide(context, { orderNo }) {
    context.record({ type: 'own-data.given', key: orderByNo(context, orderNo).key });
    return {};
  },
};
