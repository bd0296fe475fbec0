import type { DecisionContext } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { userTask } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';

/**
 * The open user task with this key.
 *
 * @throws DomainError ERR_USER_TASK_NOT_FOUND, also when it is another tenant's · ERR_USER_TASK_STATE when it has ended
 */
export function openUserTask(context: DecisionContext, key: number): RowOf<typeof userTask> {
  const task = context.rows.find(userTask, key);
  if (!task || task.tenantId !== context.actor.tenantId) throw processError('ERR_USER_TASK_NOT_FOUND', { key });
  if (task.state !== 'CREATED') throw processError('ERR_USER_TASK_STATE', { key, state: task.state });
  return task;
}
