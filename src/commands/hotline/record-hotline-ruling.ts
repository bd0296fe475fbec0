import type { Command } from '../../domain/command.ts';
import { hotlineError } from '../../domain/hotline/hotline-errors.ts';
import { HOTLINE_REQUESTS, hotlineRequest, type HotlineRequestKind } from '../../domain/hotline/hotline-tables.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { noteHotline, orderOfHotline } from './hotline-rows.ts';

export interface RecordHotlineRuling {
  readonly externalNo: string;
  readonly kind: HotlineRequestKind;
  readonly granted: boolean;
  /** Of an extension: how much is granted, in the order's own unit of time, at most what was asked for. @defaultValue what was asked for */
  readonly amount: number | null;
  readonly textSealed: string | null;
}

/**
 * Takes the hotline's ruling on a return or an extension that it was asked for, and lets the case go on.
 *
 * @throws DomainError ERR_HOTLINE_ORDER_UNKNOWN · ERR_HOTLINE_NOT_ASKED · ERR_HOTLINE_RULED when it comes twice or too late ·
 *   ERR_HOTLINE_AMOUNT
 * @see Regulation arts. 12 ¶3 and 15
 */
export const recordHotlineRuling: Command<RecordHotlineRuling, Record<string, never>> = {
  type: 'record-hotline-ruling',
  decide(context, { externalNo, kind, granted, amount, textSealed }) {
    const order = orderOfHotline(context, externalNo);
    const { rows, now, actor } = context;
    const { zh, en, ruled } = HOTLINE_REQUESTS[kind];
    const asked = rows.list(hotlineRequest, 'byOrder', [order.key]).filter((row) => row.kind === kind);
    const last = asked.at(-1);
    if (!last) throw hotlineError('ERR_HOTLINE_NOT_ASKED', { externalNo, kind: en, kindZh: zh });
    const open = asked.find((row) => row.ruling === null);
    if (!open) {
      const at = formatInstant(last.ruledAt ?? now);
      throw hotlineError('ERR_HOTLINE_RULED', { externalNo, kind: en, kindZh: zh, ruling: last.ruling, at });
    }
    if (amount !== null && (!Number.isInteger(amount) || amount < 1 || amount > (open.amount ?? 0))) {
      throw hotlineError('ERR_HOTLINE_AMOUNT', { asked: open.amount ?? 0, found: amount });
    }
    rows.put(hotlineRequest, {
      ...open,
      amount: granted ? (amount ?? open.amount) : open.amount,
      ruling: granted ? 'granted' : 'refused',
      ruledAt: now,
    });
    noteHotline(context, order, { kind: `${kind}_ruling`, textSealed, detail: { granted, amount } });
    const executions = new Executions(context);
    publish(executions, {
      tenantId: actor.tenantId,
      name: ruled,
      correlationKey: order.orderNo,
      variables: { granted, ...(amount !== null && { extensionAmount: amount }) },
      timeToLiveMs: 0,
    });
    settle(executions);
    return {};
  },
};
