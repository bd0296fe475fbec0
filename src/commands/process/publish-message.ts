import type { Command } from '../../domain/command.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';

export interface PublishMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId?: string;
  /** How long it waits when nobody takes it now; 0: not at all. */
  readonly timeToLiveMs: number;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Publishes a message: whoever waits for it takes it, otherwise it is kept for its time to live.
 *
 * @throws DomainError ERR_MESSAGE_DUPLICATE while a message of the same id waits
 */
export const publishMessage: Command<PublishMessage, { readonly messageKey: number }> = {
  type: 'publish-message',
  decide(context, input) {
    const executions = new Executions(context);
    const { messageKey } = publish(executions, { tenantId: context.actor.tenantId, ...input });
    settle(executions);
    return { messageKey };
  },
};
