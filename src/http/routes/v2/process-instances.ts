import type { Static } from 'typebox';
import { cancelProcessInstance } from '../../../commands/process/cancel-process-instance.ts';
import { createProcessInstance } from '../../../commands/process/create-process-instance.ts';
import { httpError } from '../../../domain/http-errors.ts';
import type { ProcessInstanceState } from '../../../domain/process/process-tables.ts';
import type { ProcessInstanceItem } from '../../../domain/query-ports.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { optionalBody, route, type Ask, type Route } from '../../route.ts';
import {
  instantOf,
  instantText,
  instantTextOrNull,
  keyOf,
  keyParams,
  keyText,
  keyTextOrNull,
  listing,
  matchOf,
  pageAnswer,
  present,
  same,
} from '../../schemas/common.ts';
import * as shapes from '../../schemas/v2-instances.ts';
import { found, tenantOf } from '../../tenant.ts';

const TAG = 'Process instance';
const PARAMS = keyParams('processInstanceKey');
type KeyAsk = Ask<Static<typeof PARAMS>, unknown, unknown>;

/** Running and ended executions. */
export function processInstanceRoutes(deps: HttpDeps): readonly Route[] {
  return [
    route(
      'POST',
      '/v2/process-instances',
      {
        access: needs('processes:write'),
        tag: TAG,
        summary: 'Create a process instance',
        body: shapes.CreateProcessInstance,
        answer: shapes.CreateProcessInstanceResult,
      },
      create,
    ),
    route(
      'POST',
      '/v2/process-instances/{processInstanceKey}/cancellation',
      {
        access: needs('processes:write'),
        tag: TAG,
        summary: 'Cancel a process instance',
        params: PARAMS,
        body: optionalBody(shapes.OperationReference),
      },
      cancel,
    ),
    route(
      'GET',
      '/v2/process-instances/{processInstanceKey}',
      {
        access: needs('processes:read'),
        tag: TAG,
        summary: 'Get a process instance',
        params: PARAMS,
        answer: shapes.ProcessInstanceResult,
      },
      get,
    ),
    route(
      'POST',
      '/v2/process-instances/search',
      {
        access: needs('processes:read'),
        tag: TAG,
        summary: 'Search process instances',
        body: shapes.ProcessInstanceSearch,
        answer: shapes.ProcessInstancePage,
      },
      search,
    ),
  ];

  async function create({ actor, body, options }: Ask<unknown, unknown, Static<typeof shapes.CreateProcessInstance>>) {
    const tenantId = tenantOf(actor, body.tenantId);
    const variables = body.variables ?? {};
    const startElementId = body.startInstructions?.[0]?.elementId;
    const created = await deps.submit(
      createProcessInstance,
      {
        ...wantedDefinition(body),
        variables,
        businessKey: body.businessId ?? null,
        ...(startElementId && { startElementId }),
      },
      options,
    );
    return {
      processDefinitionId: created.processId,
      processDefinitionVersion: created.version,
      tenantId,
      variables,
      processDefinitionKey: keyText(created.processDefinitionKey),
      processInstanceKey: keyText(created.processInstanceKey),
      tags: [],
    };
  }

  async function cancel({ params, options }: KeyAsk) {
    await deps.submit(cancelProcessInstance, { processInstanceKey: keyOf(params.processInstanceKey) }, options);
  }

  async function get({ actor, params }: KeyAsk) {
    const item = await deps.queries.processInstances.find(actor.tenantId, keyOf(params.processInstanceKey));
    return showProcessInstance(found(item, { zh: '流程实例', en: 'process instance' }, params.processInstanceKey));
  }

  async function search({ actor, body }: Ask<unknown, unknown, Static<typeof shapes.ProcessInstanceSearch>>) {
    const page = await deps.queries.processInstances.search({
      tenantId: tenantOf(actor, body?.filter?.tenantId),
      filter: filterOf(body?.filter ?? {}),
      ...listing(body, shapes.PROCESS_INSTANCE_SORT),
    });
    return pageAnswer(page, showProcessInstance);
  }
}

// helpers

type Creation = Static<typeof shapes.CreateProcessInstance>;
type SentFilter = NonNullable<NonNullable<Static<typeof shapes.ProcessInstanceSearch>>['filter']>;

function wantedDefinition(body: Creation) {
  const { processDefinitionId: processId, processDefinitionVersion: version, processDefinitionKey } = body;
  if ((processId === undefined) === (processDefinitionKey === undefined)) {
    throw httpError('ERR_REQUEST_INVALID', {
      place: 'body',
      rule: 'oneOf',
      found: 'must have either processDefinitionId or processDefinitionKey',
      foundZh: '应有 processDefinitionId 或 processDefinitionKey 之一',
    });
  }
  if (processDefinitionKey !== undefined) return { processDefinitionKey: keyOf(processDefinitionKey) };
  return { ...present({ processId }), ...(version !== undefined && version >= 0 && { version }) };
}

function filterOf(sent: SentFilter) {
  return present({
    key: matchOf(sent.processInstanceKey, keyOf),
    processId: matchOf(sent.processDefinitionId, same),
    processName: matchOf(sent.processDefinitionName, same),
    processVersion: matchOf(sent.processDefinitionVersion, same),
    processVersionTag: matchOf(sent.processDefinitionVersionTag, same),
    processDefinitionKey: matchOf(sent.processDefinitionKey, keyOf),
    parentProcessInstanceKey: matchOf(sent.parentProcessInstanceKey, keyOf),
    parentElementInstanceKey: matchOf(sent.parentElementInstanceKey, keyOf),
    rootProcessInstanceKey: matchOf(sent.rootProcessInstanceKey, keyOf),
    businessKey: matchOf(sent.businessId, same),
    state: matchOf(sent.state, (state): ProcessInstanceState => (state === 'TERMINATED' ? 'CANCELED' : state)),
    hasIncident: matchOf(sent.hasIncident, same),
    startedAt: matchOf(sent.startDate, instantOf),
    endedAt: matchOf(sent.endDate, instantOf),
  });
}

function showProcessInstance(item: ProcessInstanceItem) {
  return {
    processDefinitionId: item.processId,
    processDefinitionName: item.processName,
    processDefinitionVersion: item.processVersion,
    processDefinitionVersionTag: item.processVersionTag,
    startDate: instantText(item.startedAt),
    endDate: instantTextOrNull(item.endedAt),
    state: item.state === 'CANCELED' ? 'TERMINATED' : item.state,
    hasIncident: item.hasIncident,
    tenantId: item.tenantId,
    processInstanceKey: keyText(item.key),
    processDefinitionKey: keyText(item.processDefinitionKey),
    parentProcessInstanceKey: keyTextOrNull(item.parentProcessInstanceKey),
    parentElementInstanceKey: keyTextOrNull(item.parentElementInstanceKey),
    rootProcessInstanceKey: keyText(item.rootProcessInstanceKey),
    businessId: item.businessKey,
    tags: [],
  };
}
