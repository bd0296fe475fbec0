import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { processInstance } from '../../domain/process/process-tables.ts';
import { cancelExecution } from '../execution/cancel.ts';
import { Executions, type Execution } from '../execution/execution.ts';
import { runHandler } from '../execution/handlers.ts';
import { settle } from '../execution/settle.ts';

/**
 * Ends a process instance and all that it called before their time: tasks, jobs, timers and subscriptions go. When it was the case of an
 * order, those who follow that order get another lead, and the office learns that nobody works on it (`abandon-order`).
 *
 * @throws DomainError ERR_PROCESS_INSTANCE_NOT_FOUND · ERR_PROCESS_INSTANCE_STATE when it has ended already · ERR_PROCESS_INSTANCE_CALLED
 * when another instance called it and would wait for it for ever
 */
export const cancelProcessInstance: Command<{ readonly processInstanceKey: number }, Record<string, never>> = {
  type: 'cancel-process-instance',
  prefetch: ({ processInstanceKey }) => [{ table: processInstance, key: processInstanceKey }],
  decide(context, { processInstanceKey }) {
    const executions = new Executions(context);
    const execution = executions.get(processInstanceKey);
    const { parentProcessInstanceKey: caller, rootProcessInstanceKey: root } = execution.row;
    if (caller !== null) throw processError('ERR_PROCESS_INSTANCE_CALLED', { key: processInstanceKey, root });
    cancelExecution(executions, execution);
    abandonOrder(executions, execution);
    settle(executions);
    return {};
  },
};

// helpers

function abandonOrder(executions: Executions, execution: Execution): void {
  const { rows, handlers } = executions.context;
  const { key, tenantId, businessKey } = execution.row;
  const order =
    businessKey === null
      ? undefined
      : rows
          .list(workOrder, 'byOrderNo', [tenantId, businessKey])
          .find(({ processInstanceKey }) => processInstanceKey === key);
  if (!order || order.archivedAt !== null || !handlers.has('abandon-order')) return;
  const done = runHandler(executions, execution, {
    jobType: 'abandon-order',
    element: { id: execution.process.processId },
    variables: { orderKey: order.key, orderNo: order.orderNo },
  });
  if (done.outcome !== 'done') throw done.cause ?? new Error(done.message);
}
