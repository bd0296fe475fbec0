import type { Command } from '../domain/command.ts';
import { processInstance } from '../domain/process-tables.ts';
import { cancelExecution } from './execution/cancel.ts';
import { Executions } from './execution/execution.ts';
import { settle } from './execution/settle.ts';

/**
 * Ends a process instance and all that it called before their time: tasks, jobs, timers and subscriptions go.
 *
 * @throws DomainError ERR_PROCESS_INSTANCE_NOT_FOUND · ERR_PROCESS_INSTANCE_STATE when it has ended already
 */
export const cancelProcessInstance: Command<{ readonly processInstanceKey: number }, Record<string, never>> = {
  type: 'cancel-process-instance',
  prefetch: ({ processInstanceKey }) => [{ table: processInstance, key: processInstanceKey }],
  decide(context, { processInstanceKey }) {
    const executions = new Executions(context);
    cancelExecution(executions, executions.get(processInstanceKey));
    settle(executions);
    return {};
  },
};
