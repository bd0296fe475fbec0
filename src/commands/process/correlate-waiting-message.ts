import type { Command } from '../../domain/command.ts';
import { message } from '../../domain/process/process-tables.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';

/**
 * Publishes a waiting message once more, for the time it has left: when it and what waits for it were committed at once on two nodes,
 * neither saw the other.
 */
export const correlateWaitingMessage: Command<{ readonly messageKey: number }, { readonly correlated: boolean }> = {
  type: 'correlate-waiting-message',
  prefetch: ({ messageKey }) => [{ table: message, key: messageKey }],
  decide(context, { messageKey }) {
    const waiting = context.rows.find(message, messageKey);
    if (!waiting || waiting.expiresAt <= context.now || waiting.tenantId !== context.actor.tenantId)
      return { correlated: false };
    context.rows.remove(message, messageKey);
    const executions = new Executions(context);
    const { tenantId, name, correlationKey, variables, messageId, expiresAt } = waiting;
    const { processInstanceKeys } = publish(executions, {
      tenantId,
      name,
      correlationKey,
      variables,
      timeToLiveMs: expiresAt - context.now,
      ...(messageId === null ? {} : { messageId }),
    });
    settle(executions);
    return { correlated: processInstanceKeys.length > 0 };
  },
};
