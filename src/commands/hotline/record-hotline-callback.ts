import type { Command } from '../../domain/command.ts';
import { noteHotline, orderOfHotline } from './hotline-rows.ts';
import { recordCallback, type CallbackAnswers } from '../appeal/record-callback-result.ts';

export interface RecordHotlineCallback extends CallbackAnswers {
  readonly externalNo: string;
  readonly textSealed: string | null;
}

/**
 * Records what the appellant told the hotline's callback. When the result is still being examined here, it is kept until the case waits for
 * it; a result that is sent back to handling takes it away, and the hotline calls again.
 *
 * @throws DomainError ERR_HOTLINE_ORDER_UNKNOWN · ERR_CALLBACK_STATE before feedback was given, or after the order closed
 * @see Regulation arts. 23 and 32
 */
export const recordHotlineCallback: Command<RecordHotlineCallback, Record<string, never>> = {
  type: 'record-hotline-callback',
  decide(context, { externalNo, textSealed, ...answers }) {
    const order = orderOfHotline(context, externalNo);
    const { reached, resolved, satisfaction } = answers;
    const detail = reached ? { reached, resolved, satisfaction } : { reached };
    recordCallback(context, order, 'hotline', answers);
    noteHotline(context, order, { kind: 'callback', textSealed, detail });
    return {};
  },
};
