import type { Static } from 'typebox';
import type { DecisionDefinitionItem, FormItem, ProcessDefinitionItem } from '../../../domain/query-ports.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { Type } from 'typebox';
import { answerUnlessKnown } from '../../etag.ts';
import { keyOf, keyParams, keyText, listing, matchOf, pageAnswer, present, same } from '../../schemas/common.ts';
import * as shapes from '../../schemas/v2-definitions.ts';
import { found, tenantOf } from '../../tenant.ts';

const READ = needs('processes:read');
const TAG = 'Process definition';
const PARAMS = keyParams('processDefinitionKey');
type KeyAsk = Ask<Static<typeof PARAMS>, unknown, unknown>;

/** What is live: processes, decisions and forms. */
export function definitionRoutes(deps: HttpDeps): readonly Route[] {
  const { processDefinitions } = deps.queries;
  return [
    route(
      'POST',
      '/v2/process-definitions/search',
      {
        access: READ,
        tag: TAG,
        summary: 'Search process definitions',
        body: shapes.ProcessDefinitionSearch,
        answer: shapes.ProcessDefinitionPage,
      },
      searchProcessDefinitions,
    ),
    route(
      'GET',
      '/v2/process-definitions/{processDefinitionKey}',
      {
        access: READ,
        tag: TAG,
        summary: 'Get a process definition',
        params: PARAMS,
        answer: shapes.ProcessDefinitionResult,
      },
      getProcessDefinition,
    ),
    route(
      'GET',
      '/v2/process-definitions/{processDefinitionKey}/xml',
      {
        access: READ,
        tag: TAG,
        summary: 'Get the diagram',
        params: PARAMS,
        answer: Type.String(),
        produces: 'text/xml',
      },
      getXml,
    ),
    route(
      'POST',
      '/v2/decision-definitions/search',
      {
        access: READ,
        tag: 'Decision definition',
        summary: 'Search decision definitions',
        body: shapes.DecisionDefinitionSearch,
        answer: shapes.DecisionDefinitionPage,
      },
      searchDecisions,
    ),
    route(
      'GET',
      '/v2/decision-definitions/{decisionDefinitionKey}/xml',
      {
        access: READ,
        tag: 'Decision definition',
        summary: 'Get the decision table',
        params: keyParams('decisionDefinitionKey'),
        answer: Type.String(),
        produces: 'text/xml',
      },
      getDecisionXml,
    ),
  ];

  async function searchProcessDefinitions({
    actor,
    body,
  }: Ask<unknown, unknown, Static<typeof shapes.ProcessDefinitionSearch>>) {
    const sent = body?.filter ?? {};
    const page = await processDefinitions.search({
      tenantId: tenantOf(actor, sent.tenantId),
      latestOnly: sent.isLatestVersion === true,
      filter: present({
        key: matchOf(sent.processDefinitionKey, keyOf),
        processId: matchOf(sent.processDefinitionId, same),
        name: matchOf(sent.name, same),
        version: matchOf(sent.version, same),
        versionTag: matchOf(sent.versionTag, same),
        resourceName: matchOf(sent.resourceName, same),
      }),
      ...listing(body, shapes.PROCESS_DEFINITION_SORT),
    });
    return pageAnswer(page, showProcessDefinition);
  }

  async function getProcessDefinition({ actor, params }: KeyAsk) {
    const key = params.processDefinitionKey;
    return showProcessDefinition(
      found(await processDefinitions.find(actor.tenantId, keyOf(key)), PROCESS_DEFINITION, key),
    );
  }

  async function getXml({ actor, params, request, reply }: KeyAsk) {
    const key = params.processDefinitionKey;
    const { content, checksum } = found(
      await processDefinitions.findXml(actor.tenantId, keyOf(key)),
      PROCESS_DEFINITION,
      key,
    );
    return answerUnlessKnown(request, reply.type('text/xml'), checksum, () => content);
  }

  async function searchDecisions({
    actor,
    body,
  }: Ask<unknown, unknown, Static<typeof shapes.DecisionDefinitionSearch>>) {
    const sent = body?.filter ?? {};
    const page = await processDefinitions.searchDecisions({
      tenantId: tenantOf(actor, sent.tenantId),
      filter: present({
        key: matchOf(sent.decisionDefinitionKey, keyOf),
        decisionId: matchOf(sent.decisionDefinitionId, same),
        name: matchOf(sent.name, same),
        version: matchOf(sent.version, same),
      }),
      ...listing(body, shapes.DECISION_DEFINITION_SORT),
    });
    return pageAnswer(page, showDecision);
  }

  async function getDecisionXml({
    actor,
    params,
    request,
    reply,
  }: Ask<{ decisionDefinitionKey: string }, unknown, unknown>) {
    const key = params.decisionDefinitionKey;
    const what = { zh: '决策定义', en: 'decision definition' };
    const { content, checksum } = found(
      await processDefinitions.findDecisionXml(actor.tenantId, keyOf(key)),
      what,
      key,
    );
    return answerUnlessKnown(request, reply.type('text/xml'), checksum, () => content);
  }
}

const PROCESS_DEFINITION = { zh: '流程定义', en: 'process definition' };

function showProcessDefinition(item: ProcessDefinitionItem) {
  return {
    name: item.name,
    resourceName: item.resourceName,
    version: item.version,
    versionTag: item.versionTag,
    processDefinitionId: item.processId,
    tenantId: item.tenantId,
    processDefinitionKey: keyText(item.key),
    hasStartForm: false,
  };
}

/** A decision stands for its requirements graph too: each file is deployed on its own. */
function showDecision(item: DecisionDefinitionItem) {
  return {
    decisionDefinitionId: item.decisionId,
    decisionDefinitionKey: keyText(item.key),
    decisionRequirementsId: item.decisionId,
    decisionRequirementsKey: keyText(item.key),
    name: item.name ?? item.decisionId,
    tenantId: item.tenantId,
    version: item.version,
  };
}

/** A form for an answer. */
export function showForm(item: FormItem) {
  return {
    tenantId: item.tenantId,
    formId: item.formId,
    schema: item.content,
    version: item.version,
    formKey: keyText(item.key),
  };
}
