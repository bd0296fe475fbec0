import type { Command } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { userTask } from '../../domain/process/process-tables.ts';
import { completion, elementOf, Executions, locate } from '../execution/execution.ts';
import { runListeners } from '../execution/handlers.ts';
import { settle } from '../execution/settle.ts';
import { openUserTask } from '../execution/user-task.ts';
import { merged, visibleIn } from '../execution/variables.ts';
import { requireOwnTask } from './own-task.ts';

export interface CompleteUserTask {
  readonly userTaskKey: number;
  /** Answers of the form. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Completes an open user task and lets its process instance go on to its next waits. A person completes what is assigned or offered to them, or
 * to somebody for whom they stand in; what is told of it then names both.
 *
 * @throws DomainError ERR_USER_TASK_NOT_FOUND · ERR_USER_TASK_STATE (somebody was quicker) · ERR_TASK_OF_OTHERS · ERR_STANDING_OVER · whatever a `completing` listener refuses
 */
export const completeUserTask: Command<CompleteUserTask, Record<string, never>> = {
  type: 'complete-user-task',
  prefetch: ({ userTaskKey }) => [{ table: userTask, key: userTaskKey }],
  decide(context, { userTaskKey, variables }) {
    const task = openUserTask(context, userTaskKey);
    const standing = requireOwnTask(context, task);
    const executions = new Executions(context);
    const execution = executions.get(task.processInstanceKey);
    const place = locate(execution, task.elementInstanceKey);
    if (!place) throw processError('ERR_USER_TASK_STATE', { key: userTaskKey, state: 'CANCELED' });
    const element = elementOf(execution, task.elementId);
    let answers = variables;
    if (element.listeners.length > 0) {
      const seen = merged(visibleIn(execution, place.scope, variables, task.variables ?? undefined));
      answers = { ...variables, ...runListeners(executions, execution, element, 'completing', seen, userTaskKey) };
    }
    context.rows.put(userTask, {
      ...task,
      state: 'COMPLETED',
      assignee: task.assignee ?? context.actor.id,
      endedAt: context.now,
    });
    context.record({
      type: 'user-task.completed',
      processInstanceKey: task.processInstanceKey,
      elementId: task.elementId,
      key: userTaskKey,
      ...(standing && {
        detail: {
          by: context.actor.id,
          onBehalfOf: standing.onBehalfOf,
          standing: standing.by,
          standingKey: standing.key,
        },
      }),
    });
    executions.push(completion(execution, place, answers));
    settle(executions);
    return {};
  },
};
