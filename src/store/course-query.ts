import type { Knex } from 'knex';
import type { CourseInstance, CourseQuery, CourseTask } from '../domain/side-route/course-query-ports.ts';
import { processInstance, userTask } from '../domain/process/process-tables.ts';
import { columnsOf, rowOf } from './reading.ts';

/** How cases run through their diagrams. Whether the asker may see the case has been asked before. */
export function createCourseQuery(knex: Knex): CourseQuery {
  return {
    async instances(tenantId, orderNo, rootKey) {
      const rows: Record<string, unknown>[] = await knex('process_instance as t')
        .join('process_definition as d', 'd.key', 't.process_definition_key')
        .where('t.tenant_id', tenantId)
        .where('t.root_process_instance_key', rootKey)
        .where((or) => void or.where('t.business_key', orderNo).orWhere('t.key', rootKey))
        .orderBy('t.key')
        .select([
          ...columnsOf(knex, processInstance, 't', [
            'key',
            'processDefinitionKey',
            'state',
            'parentProcessInstanceKey',
            'parentElementInstanceKey',
            'tree',
            'hasIncident',
            'startedAt',
            'endedAt',
          ]),
          knex.raw('d.process_id as "processId"'),
          knex.raw('d.name as "processName"'),
        ]);
      return rows.map((read) => rowOf<typeof processInstance, CourseInstance>(processInstance, read));
    },
    async tasks(tenantId, processInstanceKeys) {
      const rows: Record<string, unknown>[] = await knex('user_task as t')
        .where('t.tenant_id', tenantId)
        .whereIn('t.process_instance_key', [...processInstanceKeys])
        .orderBy('t.key')
        .select(
          columnsOf(knex, userTask, 't', [
            'key',
            'processInstanceKey',
            'elementId',
            'name',
            'state',
            'assignee',
            'createdAt',
            'endedAt',
            'dueAt',
          ]),
        );
      return rows.map((read) => rowOf<typeof userTask, CourseTask>(userTask, read));
    },
  };
}
