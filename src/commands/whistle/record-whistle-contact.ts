import type { Command } from '../../domain/command.ts';
import { isCalling, stageError } from '../../domain/whistle/whistle-state.ts';
import { whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { ownCalledUnit, whistleByNo } from './whistle-rows.ts';

export interface RecordWhistleContact {
  readonly whistleNo: string;
  readonly unitKey: number;
}

/**
 * Records that a called unit got in touch with the blower. The first contact counts.
 *
 * @throws DomainError ERR_WHISTLE_NOT_FOUND · ERR_UNIT_NOT_INVITED · ERR_NOT_OWN_UNIT · ERR_WHISTLE_STAGE
 */
export const recordWhistleContact: Command<RecordWhistleContact, { readonly contactAt: number }> = {
  type: 'record-whistle-contact',
  decide(context, { whistleNo, unitKey }) {
    const row = whistleByNo(context, whistleNo);
    const unit = ownCalledUnit(context, row, unitKey, { zh: '联系吹哨单位', en: 'contact the blower' });
    if (!isCalling(row.stage)) throw stageError(row, { zh: '登记联系', en: 'take a contact' });
    if (unit.contactAt !== null) return { contactAt: unit.contactAt };
    const { now } = context;
    context.rows.put(whistleUnit, { ...unit, contactAt: now });
    context.record({ type: 'whistle.contacted', key: row.orderKey ?? row.key, detail: { whistleNo, unitKey } });
    return { contactAt: now };
  },
};
