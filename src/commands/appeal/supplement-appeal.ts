import { orderNote } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { isOpen } from '../../domain/appeal/work-order-state.ts';
import { startProcess } from '../process/create-process-instance.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { endedError, orderByNo } from './order-rows.ts';

export interface SupplementAppeal {
  readonly orderNo: string;
  /** What the appellant adds, sealed. */
  readonly textSealed: string;
  /** Words of table D10 found in it. @defaultValue none */
  readonly keywords?: readonly string[];
}

/**
 * Adds what the appellant has to say. An order that waits for it goes on; a unit at work is told, and when it speaks of danger the order is
 * raised (Regulation art. 29); a closed order is reopened as long as it is not archived.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_ORDER_ENDED
 */
export const supplementAppeal: Command<SupplementAppeal, { readonly reopened: boolean }> = {
  type: 'supplement-appeal',
  decide(context, { orderNo, textSealed, keywords = [] }) {
    const order = orderByNo(context, orderNo);
    const isClosed = order.state === 'closed' || order.state === 'closed_unresolved';
    if (!isOpen(order.state) && !isClosed) throw endedError(order, { zh: '补充', en: 'be supplemented' });
    const { rows, now, actor, nextKey, record } = context;
    rows.put(orderNote, {
      key: nextKey(),
      tenantId: actor.tenantId,
      orderKey: order.key,
      kind: 'supplement',
      at: now,
      by: actor.id,
      textSealed,
    });
    record({ type: 'appeal.supplemented', key: order.key });
    const executions = new Executions(context);
    const { processInstanceKeys } = publish(executions, {
      tenantId: actor.tenantId,
      name: isClosed ? 'NewFactReceived' : 'AppellantSupplement',
      correlationKey: orderNo,
      variables: { addedWords: keywords },
      timeToLiveMs: 0,
    });
    // nobody of the case listens just now, as while a withdrawal is being confirmed: it is passed on and looked through all the same
    if (processInstanceKeys.length === 0 && !isClosed)
      startProcess(executions, {
        processId: 'supplement',
        businessKey: orderNo,
        variables: { orderNo, orderKey: order.key, addedWords: keywords },
      });
    settle(executions);
    return { reopened: isClosed };
  },
};
