import type { Command } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';

export interface CorrelateMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Correlates a message with whoever waits for it now.
 *
 * @throws DomainError ERR_MESSAGE_NOT_CORRELATED when nobody does
 */
export const correlateMessage: Command<
  CorrelateMessage,
  { readonly messageKey: number; readonly processInstanceKey: number }
> = {
  type: 'correlate-message',
  decide(context, { name, correlationKey, variables }) {
    const executions = new Executions(context);
    const { messageKey, processInstanceKeys } = publish(executions, {
      tenantId: context.actor.tenantId,
      name,
      correlationKey,
      variables,
      timeToLiveMs: 0,
    });
    const [processInstanceKey] = processInstanceKeys;
    if (processInstanceKey === undefined) throw processError('ERR_MESSAGE_NOT_CORRELATED', { name, correlationKey });
    settle(executions);
    return { messageKey, processInstanceKey };
  },
};
