import type { Knex } from 'knex';
import { PROCESS_INSTANCE_STATES, processDefinition, processInstance } from '../domain/process/process-tables.ts';
import type {
  DecisionDefinitionFields,
  DecisionDefinitionItem,
  FormItem,
  ProcessDefinitionFields,
  ProcessDefinitionItem,
  ProcessDefinitionQuery,
  ProcessInstanceFields,
  ProcessInstanceItem,
  ProcessInstanceQuery,
  ResourceContent,
} from '../domain/query-ports.ts';
import { columnsOf, namesOf, rowOf } from './reading.ts';
import { searchPage } from './search.ts';

/** What is live. */
export function createProcessDefinitionQuery(knex: Knex): ProcessDefinitionQuery {
  const definitions = (tenantId: string) =>
    knex('process_definition as t').leftJoin('resource as r', 'r.key', 't.resource_key').where('t.tenant_id', tenantId);
  const columns = [...columnsOf(knex, processDefinition, 't'), knex.raw('r.name as "resourceName"')];
  const row = (read: Readonly<Record<string, unknown>>) =>
    rowOf<typeof processDefinition, ProcessDefinitionItem>(processDefinition, read);

  return {
    search: ({ tenantId, latestOnly, ...request }) =>
      searchPage<ProcessDefinitionFields, ProcessDefinitionItem>(
        {
          knex,
          from: () => (latestOnly ? definitions(tenantId).where('t.version', newestVersion()) : definitions(tenantId)),
          columns,
          fields: {
            key: 't.key',
            processId: 't.process_id',
            name: 't.name',
            version: 't.version',
            versionTag: 't.version_tag',
            resourceName: 'r.name',
          },
          key: 't.key',
          row,
        },
        request,
      ),
    async find(tenantId, key) {
      const read = await definitions(tenantId).where('t.key', key).select(columns).first();
      return read && row(read);
    },
    findXml: (tenantId, key) => content('process_definition', tenantId, key),
    searchDecisions: ({ tenantId, ...request }) =>
      searchPage<DecisionDefinitionFields, DecisionDefinitionItem>(
        {
          knex,
          from: () => knex('decision_definition as t').where('t.tenant_id', tenantId),
          columns: [
            't.key',
            't.name',
            't.version',
            't.tenant_id as tenantId',
            't.decision_id as decisionId',
            't.resource_key as resourceKey',
          ],
          fields: { key: 't.key', decisionId: 't.decision_id', name: 't.name', version: 't.version' },
          key: 't.key',
          row: (read) => read as unknown as DecisionDefinitionItem,
        },
        request,
      ),
    findDecisionXml: (tenantId, key) => content('decision_definition', tenantId, key),
    findForm: (tenantId, key) => formAt(knex, (query) => query.where({ 'f.tenant_id': tenantId, 'f.key': key })),
  };

  function newestVersion() {
    return knex('process_definition as n')
      .max('n.version')
      .whereRaw('n.tenant_id = t.tenant_id and n.process_id = t.process_id');
  }

  async function content(table: string, tenantId: string, key: number): Promise<ResourceContent | undefined> {
    return knex(`${table} as t`)
      .join('resource as r', 'r.key', 't.resource_key')
      .where({ 't.key': key, 't.tenant_id': tenantId })
      .first('r.content', 'r.checksum');
  }
}

/** A form with its content. @param choose - adds conditions on `form_definition as f` */
export async function formAt(
  knex: Knex,
  choose: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<FormItem | undefined> {
  const forms = knex('form_definition as f').join('resource as r', 'r.key', 'f.resource_key');
  return choose(forms).first('f.key', 'f.version', 'f.tenant_id as tenantId', 'f.form_id as formId', 'r.content');
}

/** Columns of the definition that items of a process show; needs `process_definition as d`. */
export function definitionColumns(knex: Knex): Knex.Raw[] {
  return [
    'process_id as "processId"',
    'name as "processName"',
    'version as "processVersion"',
    'version_tag as "processVersionTag"',
  ].map((column) => knex.raw(`d.${column}`));
}

/** Running and ended executions. */
export function createProcessInstanceQuery(knex: Knex): ProcessInstanceQuery {
  const instances = (tenantId: string) =>
    knex('process_instance as t')
      .leftJoin('process_definition as d', 'd.key', 't.process_definition_key')
      .where('t.tenant_id', tenantId);
  const columns = [
    ...columnsOf(knex, processInstance, 't', namesOf(processInstance, 'tree', 'variables', 'revision')),
    ...definitionColumns(knex),
  ];
  const row = (read: Readonly<Record<string, unknown>>) =>
    rowOf<typeof processInstance, ProcessInstanceItem>(processInstance, read);

  return {
    search: ({ tenantId, ...request }) =>
      searchPage<ProcessInstanceFields, ProcessInstanceItem>(
        {
          knex,
          from: () => instances(tenantId),
          columns,
          fields: {
            key: 't.key',
            processId: 'd.process_id',
            processName: 'd.name',
            processVersion: 'd.version',
            processVersionTag: 'd.version_tag',
            processDefinitionKey: 't.process_definition_key',
            parentProcessInstanceKey: 't.parent_process_instance_key',
            parentElementInstanceKey: 't.parent_element_instance_key',
            rootProcessInstanceKey: 't.root_process_instance_key',
            businessKey: 't.business_key',
            state: { column: 't.state', words: PROCESS_INSTANCE_STATES },
            hasIncident: 't.has_incident',
            startedAt: 't.started_at',
            endedAt: 't.ended_at',
          },
          key: 't.key',
          row,
        },
        request,
      ),
    async find(tenantId, key) {
      const read = await instances(tenantId).where('t.key', key).select(columns).first();
      return read && row(read);
    },
  };
}
