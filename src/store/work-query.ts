import type { Knex } from 'knex';
import { auditEntry, incident, job, JOB_STATES } from '../domain/process/process-tables.ts';
import type {
  ActivatedJobItem,
  HistoryQuery,
  IncidentFields,
  IncidentItem,
  IncidentQuery,
  JobFields,
  JobItem,
  JobQuery,
  VariableQuery,
} from '../domain/query-ports.ts';
import type { RowOf } from '../domain/table.ts';
import { definitionColumns } from './process-query.ts';
import { columnsOf, namesOf, rowOf } from './reading.ts';
import { searchPage } from './search.ts';

/** Automatic work. */
export function createJobQuery(knex: Knex, variables: VariableQuery): JobQuery {
  const jobs = (tenantId: string) =>
    knex('job as t')
      .leftJoin('process_definition as d', 'd.key', 't.process_definition_key')
      .where('t.tenant_id', tenantId);
  const columns = [...columnsOf(knex, job, 't'), ...definitionColumns(knex)];
  const row = (read: Readonly<Record<string, unknown>>) => rowOf<typeof job, JobItem>(job, read);

  return {
    async findFree(tenantId, type, now, limit) {
      const rows: { key: number }[] = await knex('job')
        .where({ tenant_id: tenantId, type })
        .whereIn('state', ['CREATED', 'FAILED'])
        .where('due_at', '<=', now)
        .where('retries', '>', 0)
        .where((or) => void or.whereNull('locked_until').orWhere('locked_until', '<=', now))
        .orderBy([{ column: 'due_at' }, { column: 'key' }])
        .limit(limit)
        .select('key');
      return rows.map(({ key }) => key);
    },
    async describe(tenantId, keys) {
      const rows: Record<string, unknown>[] = await jobs(tenantId)
        .whereIn('t.key', [...keys])
        .select(columns);
      const items = new Map(rows.map(row).map((item) => [item.key, item]));
      const found = keys.flatMap((key) => items.get(key) ?? []);
      return Promise.all(found.map(withVariables));
    },
    search: ({ tenantId, ...request }) =>
      searchPage<JobFields, JobItem>(
        {
          knex,
          from: () => jobs(tenantId),
          columns,
          fields: {
            key: 't.key',
            type: 't.type',
            state: { column: 't.state', words: JOB_STATES },
            worker: 't.worker',
            retries: 't.retries',
            lockedUntil: 't.locked_until',
            endedAt: 't.ended_at',
            errorMessage: 't.error_message',
            elementId: 't.element_id',
            elementInstanceKey: 't.element_instance_key',
            processInstanceKey: 't.process_instance_key',
            processDefinitionKey: 't.process_definition_key',
            processId: 'd.process_id',
          },
          key: 't.key',
          row,
        },
        request,
      ),
  };

  async function withVariables(item: JobItem): Promise<ActivatedJobItem> {
    const visible = await variables.visibleAt(item.tenantId, item.processInstanceKey, item.elementInstanceKey);
    return { ...item, visibleVariables: Object.fromEntries((visible ?? []).map(({ name, value }) => [name, value])) };
  }
}

/** Failures that need a person. */
export function createIncidentQuery(knex: Knex): IncidentQuery {
  const incidents = (tenantId: string) =>
    knex('incident as t')
      .leftJoin('process_definition as d', 'd.key', 't.process_definition_key')
      .where('t.tenant_id', tenantId);
  const columns = [...columnsOf(knex, incident, 't', namesOf(incident, 'revision')), ...definitionColumns(knex)];
  const row = (read: Readonly<Record<string, unknown>>) => rowOf<typeof incident, IncidentItem>(incident, read);

  return {
    search: ({ tenantId, ...request }) =>
      searchPage<IncidentFields, IncidentItem>(
        {
          knex,
          from: () => incidents(tenantId),
          columns,
          fields: {
            key: 't.key',
            type: 't.type',
            message: 't.message',
            resolvedAt: 't.resolved_at',
            createdAt: 't.created_at',
            elementId: 't.element_id',
            elementInstanceKey: 't.element_instance_key',
            jobKey: 't.job_key',
            processInstanceKey: 't.process_instance_key',
            processDefinitionKey: 't.process_definition_key',
            processId: 'd.process_id',
          },
          key: 't.key',
          row,
        },
        request,
      ),
    async find(tenantId, key) {
      const read = await incidents(tenantId).where('t.key', key).select(columns).first();
      return read && row(read);
    },
  };
}

/** What happened. */
export function createHistoryQuery(knex: Knex): HistoryQuery {
  return {
    async after(tenantId, afterKey, limit) {
      const rows: Record<string, unknown>[] = await knex('audit_entry as t')
        .where('t.tenant_id', tenantId)
        .where('t.key', '>', afterKey)
        .orderBy('t.key')
        .limit(limit)
        .select(columnsOf(knex, auditEntry, 't'));
      return rows.map((read): RowOf<typeof auditEntry> => rowOf(auditEntry, read));
    },
  };
}
