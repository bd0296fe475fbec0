import type { Static } from 'typebox';
import { resolveIncident } from '../../../commands/process/resolve-incident.ts';
import type { IncidentType } from '../../../domain/process/process-tables.ts';
import type { IncidentItem } from '../../../domain/query-ports.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { optionalBody, route, type Ask, type Route } from '../../route.ts';
import {
  instantOf,
  instantText,
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

const TAG = 'Incident';
const PARAMS = keyParams('incidentKey');
type KeyAsk = Ask<Static<typeof PARAMS>, unknown, unknown>;

/** Failures that need a person. */
export function incidentRoutes(deps: HttpDeps): readonly Route[] {
  return [
    route(
      'POST',
      '/v2/incidents/search',
      {
        access: needs('processes:read'),
        tag: TAG,
        summary: 'Search incidents',
        body: shapes.IncidentSearch,
        answer: shapes.IncidentPage,
      },
      search,
    ),
    route(
      'GET',
      '/v2/incidents/{incidentKey}',
      {
        access: needs('processes:read'),
        tag: TAG,
        summary: 'Get an incident',
        params: PARAMS,
        answer: shapes.IncidentResult,
      },
      get,
    ),
    route(
      'POST',
      '/v2/incidents/{incidentKey}/resolution',
      {
        access: needs('processes:write'),
        tag: TAG,
        summary: 'Resolve an incident: try again what it stopped',
        params: PARAMS,
        body: optionalBody(shapes.OperationReference),
      },
      resolve,
    ),
  ];

  async function search({ actor, body }: Ask<unknown, unknown, Static<typeof shapes.IncidentSearch>>) {
    const page = await deps.queries.incidents.search({
      tenantId: tenantOf(actor, body?.filter?.tenantId),
      filter: filterOf(body?.filter ?? {}),
      ...listing(body, shapes.INCIDENT_SORT),
    });
    return pageAnswer(page, showIncident);
  }

  async function get({ actor, params }: KeyAsk) {
    const item = await deps.queries.incidents.find(actor.tenantId, keyOf(params.incidentKey));
    return showIncident(found(item, { zh: '异常', en: 'incident' }, params.incidentKey));
  }

  async function resolve({ params, options }: KeyAsk) {
    await deps.submit(resolveIncident, { incidentKey: keyOf(params.incidentKey) }, options);
  }
}

// helpers

type SentFilter = NonNullable<NonNullable<Static<typeof shapes.IncidentSearch>>['filter']>;

function filterOf(sent: SentFilter) {
  return present({
    key: matchOf(sent.incidentKey, keyOf),
    type: matchOf(sent.errorType, (type) => type as IncidentType),
    message: matchOf(sent.errorMessage, same),
    elementId: matchOf(sent.elementId, same),
    elementInstanceKey: matchOf(sent.elementInstanceKey, keyOf),
    jobKey: matchOf(sent.jobKey, keyOf),
    processId: matchOf(sent.processDefinitionId, same),
    processDefinitionKey: matchOf(sent.processDefinitionKey, keyOf),
    processInstanceKey: matchOf(sent.processInstanceKey, keyOf),
    createdAt: matchOf(sent.creationTime, instantOf),
    resolvedAt: sent.state === undefined ? undefined : { exists: sent.state === 'RESOLVED' },
  });
}

function showIncident(item: IncidentItem) {
  return {
    incidentKey: keyText(item.key),
    processDefinitionKey: keyText(item.processDefinitionKey),
    processDefinitionId: item.processId,
    processInstanceKey: keyText(item.processInstanceKey),
    errorType: item.type,
    errorMessage: item.message,
    errorMessageZh: item.messageZh,
    elementId: item.elementId,
    elementInstanceKey: keyText(item.elementInstanceKey),
    creationTime: instantText(item.createdAt),
    state: item.resolvedAt === null ? 'ACTIVE' : 'RESOLVED',
    jobKey: keyTextOrNull(item.jobKey),
    tenantId: item.tenantId,
  };
}
