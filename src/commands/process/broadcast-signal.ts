import type { Command } from '../../domain/command.ts';
import { Executions } from '../execution/execution.ts';
import { broadcast } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';

export interface BroadcastSignal {
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Reaches every instance of the tenant that waits for the signal now, and starts every process that begins with it. */
export const broadcastSignal: Command<BroadcastSignal, { readonly signalKey: number }> = {
  type: 'broadcast-signal',
  decide(context, { name, variables }) {
    const executions = new Executions(context);
    const signalKey = context.nextKey();
    broadcast(executions, context.actor.tenantId, name, variables);
    settle(executions);
    return { signalKey };
  },
};
