import type { Command } from '../../domain/command.ts';
import { userTask } from '../../domain/process/process-tables.ts';
import { openUserTask } from '../execution/user-task.ts';

/** What is absent stays as it is. Instants are ms since the epoch; priority 0–100. */
export interface UpdateUserTask {
  readonly userTaskKey: number;
  readonly dueAt?: number | null;
  readonly followUpAt?: number | null;
  readonly candidateGroups?: readonly string[];
  readonly candidateUsers?: readonly string[];
  readonly priority?: number;
}

/**
 * Changes who may take an open user task, when it is due and how urgent it is.
 *
 * @throws DomainError ERR_USER_TASK_NOT_FOUND · ERR_USER_TASK_STATE
 */
export const updateUserTask: Command<UpdateUserTask, Record<string, never>> = {
  type: 'update-user-task',
  prefetch: ({ userTaskKey }) => [{ table: userTask, key: userTaskKey }],
  decide(context, { userTaskKey, ...changes }) {
    const task = openUserTask(context, userTaskKey);
    // a date that a person has set does not move
    const fixed = changes.dueAt === undefined ? {} : { provisional: null };
    context.rows.put(userTask, { ...task, ...changes, ...fixed });
    context.record({
      type: 'user-task.updated',
      processInstanceKey: task.processInstanceKey,
      elementId: task.elementId,
      key: userTaskKey,
      detail: { changed: Object.keys(changes) },
    });
    return {};
  },
};
