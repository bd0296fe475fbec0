import type { Command } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { userTask } from '../../domain/process/process-tables.ts';
import { elementOf, Executions } from '../execution/execution.ts';
import { runListeners } from '../execution/handlers.ts';
import { settle } from '../execution/settle.ts';
import { openUserTask } from '../execution/user-task.ts';
import { merged, setVariables, visibleIn } from '../execution/variables.ts';

export interface AssignUserTask {
  readonly userTaskKey: number;
  /** null: nobody. */
  readonly assignee: string | null;
  /** Take it from somebody else. @defaultValue true */
  readonly allowOverride?: boolean;
}

/**
 * Gives an open user task to somebody, or back to its candidates.
 *
 * @throws DomainError ERR_USER_TASK_NOT_FOUND · ERR_USER_TASK_STATE · ERR_USER_TASK_ASSIGNED
 */
export const assignUserTask: Command<AssignUserTask, Record<string, never>> = {
  type: 'assign-user-task',
  prefetch: ({ userTaskKey }) => [{ table: userTask, key: userTaskKey }],
  decide(context, { userTaskKey, assignee, allowOverride = true }) {
    const task = openUserTask(context, userTaskKey);
    if (!allowOverride && task.assignee !== null && task.assignee !== assignee)
      throw processError('ERR_USER_TASK_ASSIGNED', { key: userTaskKey });
    const executions = new Executions(context);
    const execution = executions.get(task.processInstanceKey);
    const element = elementOf(execution, task.elementId);
    context.rows.put(userTask, { ...task, assignee });
    if (element.listeners.length > 0) {
      const seen = merged(visibleIn(execution, execution.root, task.variables ?? undefined));
      setVariables(
        execution,
        execution.root,
        runListeners(executions, execution, element, 'assigning', seen, userTaskKey),
      );
      settle(executions);
    }
    context.record({
      type: assignee === null ? 'user-task.unassigned' : 'user-task.assigned',
      processInstanceKey: task.processInstanceKey,
      elementId: task.elementId,
      key: userTaskKey,
    });
    return {};
  },
};
