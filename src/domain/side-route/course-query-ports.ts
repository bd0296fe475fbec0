import type { processInstance, userTask } from '../process/process-tables.ts';
import type { RowOf } from '../table.ts';

/** How a case runs through its diagrams. */
export interface CourseQuery {
  /** The instances that an order runs in, called ones too, oldest first. */
  instances(tenantId: string, orderNo: string, rootKey: number): Promise<readonly CourseInstance[]>;
  /** The people's work of those instances, open and ended, oldest first. */
  tasks(tenantId: string, processInstanceKeys: readonly number[]): Promise<readonly CourseTask[]>;
}

export type CourseInstance = Pick<
  RowOf<typeof processInstance>,
  | 'key'
  | 'processDefinitionKey'
  | 'state'
  | 'parentProcessInstanceKey'
  | 'parentElementInstanceKey'
  | 'tree'
  | 'hasIncident'
  | 'startedAt'
  | 'endedAt'
> & { readonly processId: string; readonly processName: string | null };

export type CourseTask = Pick<
  RowOf<typeof userTask>,
  'key' | 'processInstanceKey' | 'elementId' | 'name' | 'state' | 'assignee' | 'createdAt' | 'endedAt' | 'dueAt'
>;
