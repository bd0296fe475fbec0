import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { appeal, party } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { privacyError } from '../../domain/privacy/privacy-errors.ts';
import { orderByNo } from '../appeal/order-rows.ts';

/** What is absent stays; sealed as the rest of the case is. */
export interface CorrectParty {
  readonly orderNo: string;
  readonly nameSealed?: string;
  readonly phone?: { readonly sealed: string; readonly hash: string };
  readonly addressSealed?: string;
}

/**
 * Corrects who appealed, at the appellant's wish. What was said stays as it was said: a supplement adds to it.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_CORRECTION_EMPTY
 * @see Personal Information Protection Law art. 46
 */
export const correctParty: Command<CorrectParty, { readonly corrected: readonly string[] }> = {
  type: 'correct-party',
  decide(context, { orderNo, nameSealed, phone, addressSealed }) {
    const { rows, record } = context;
    const order = orderByNo(context, orderNo);
    const received = rows.find(appeal, order.key);
    const before = received && rows.find(party, received.partyKey);
    if (!before) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    const isReport = received.type === 'report';
    const changes = {
      ...(nameSealed !== undefined && { nameSealed }),
      ...(phone && { phoneSealed: phone.sealed, phoneHash: isReport ? null : phone.hash }),
      ...(addressSealed !== undefined && { addressSealed }),
    };
    const corrected = Object.keys(changes).filter((column) => column !== 'phoneHash');
    if (corrected.length === 0) throw privacyError('ERR_CORRECTION_EMPTY');
    rows.put(party, { ...before, ...changes });
    const fields = corrected.map((column) => column.replace('Sealed', ''));
    record({ type: 'party.corrected', key: order.key, detail: { fields } });
    return { corrected: fields };
  },
};
