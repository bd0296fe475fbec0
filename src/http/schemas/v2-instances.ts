import { Type } from 'typebox';
import { Closed, Instant, Key, Matching, Nullable, PageOf, SearchBody, Unused, Variables } from './common.ts';

/** Shapes of process instances, variables and incidents. @see Camunda 8 Orchestration Cluster REST API, 8.8 */

const Creation = {
  variables: Type.Optional(Variables),
  tenantId: Type.Optional(Type.String()),
  businessId: Type.Optional(
    Type.String({ minLength: 1, maxLength: 256, description: "The township's own reference of the case" }),
  ),
  operationReference: Type.Optional(Type.Integer()),
  startInstructions: Type.Optional(
    Type.Array(Closed({ elementId: Type.String() }), { maxItems: 1, description: 'A start event to begin at' }),
  ),
  awaitCompletion: Type.Optional(Type.Literal(false)),
  requestTimeout: Type.Optional(Nullable(Type.Integer({ description: 'For awaitCompletion alone' }))),
  fetchVariables: Unused,
  runtimeInstructions: Unused,
  tags: Unused,
};
/** By key, or by id and version: one of both. */
export const CreateProcessInstance = Closed({
  processDefinitionId: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  processDefinitionVersion: Type.Optional(Type.Integer({ minimum: -1, description: '-1: the latest' })),
  processDefinitionKey: Type.Optional(Key),
  ...Creation,
});
export const CreateProcessInstanceResult = Type.Object({
  processDefinitionId: Type.String(),
  processDefinitionVersion: Type.Integer(),
  tenantId: Type.String(),
  variables: Variables,
  processDefinitionKey: Key,
  processInstanceKey: Key,
  tags: Type.Array(Type.String()),
});

export const OperationReference = Closed({ operationReference: Type.Optional(Type.Integer()) });

const InstanceState = Type.Enum(['ACTIVE', 'COMPLETED', 'TERMINATED']);
export const ProcessInstanceResult = Type.Object({
  processDefinitionId: Type.String(),
  processDefinitionName: Nullable(Type.String()),
  processDefinitionVersion: Type.Integer(),
  processDefinitionVersionTag: Nullable(Type.String()),
  startDate: Instant,
  endDate: Nullable(Instant),
  state: InstanceState,
  hasIncident: Type.Boolean(),
  tenantId: Type.String(),
  processInstanceKey: Key,
  processDefinitionKey: Key,
  parentProcessInstanceKey: Nullable(Key),
  parentElementInstanceKey: Nullable(Key),
  rootProcessInstanceKey: Key,
  businessId: Nullable(Type.String()),
  tags: Type.Array(Type.String()),
});
export const ProcessInstancePage = PageOf(ProcessInstanceResult);

export const PROCESS_INSTANCE_SORT = {
  processInstanceKey: 'key',
  processDefinitionId: 'processId',
  processDefinitionName: 'processName',
  processDefinitionVersion: 'processVersion',
  processDefinitionKey: 'processDefinitionKey',
  parentProcessInstanceKey: 'parentProcessInstanceKey',
  startDate: 'startedAt',
  endDate: 'endedAt',
  state: 'state',
} as const;
export const ProcessInstanceSearch = SearchBody(
  [
    'processInstanceKey',
    'processDefinitionId',
    'processDefinitionName',
    'processDefinitionVersion',
    'processDefinitionKey',
    'parentProcessInstanceKey',
    'startDate',
    'endDate',
    'state',
  ],
  Type.Object(
    {
      processInstanceKey: Matching(Key),
      processDefinitionId: Matching(Type.String()),
      processDefinitionName: Matching(Type.String()),
      processDefinitionVersion: Matching(Type.Integer()),
      processDefinitionVersionTag: Matching(Type.String()),
      processDefinitionKey: Matching(Key),
      parentProcessInstanceKey: Matching(Key),
      parentElementInstanceKey: Matching(Key),
      rootProcessInstanceKey: Matching(Key),
      businessId: Matching(Type.String()),
      state: Matching(InstanceState),
      hasIncident: Type.Optional(Type.Boolean()),
      startDate: Matching(Instant),
      endDate: Matching(Instant),
      tenantId: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
);

export const VariableResult = Type.Object({
  name: Type.String(),
  value: Type.String({ description: 'The value as JSON text' }),
  isTruncated: Type.Boolean(),
  tenantId: Type.String(),
  variableKey: Type.String({ pattern: '^[0-9]+$' }),
  scopeKey: Key,
  processInstanceKey: Key,
});
export const VariablePage = PageOf(VariableResult);
export const VariableSearch = SearchBody(
  ['name', 'scopeKey'],
  Type.Object(
    {
      processInstanceKey: Key,
      name: Matching(Type.String()),
      scopeKey: Matching(Key),
      tenantId: Type.Optional(Type.String()),
    },
    { additionalProperties: false, description: 'Variables are searched within one process instance' },
  ),
);
export const UserTaskVariableSearch = SearchBody(
  ['name', 'scopeKey'],
  Type.Object({ name: Matching(Type.String()) }, { additionalProperties: false }),
);
export const SetVariables = Closed({
  variables: Variables,
  local: Type.Optional(Type.Boolean({ default: false })),
  operationReference: Type.Optional(Type.Integer()),
});

const IncidentState = Type.Enum(['ACTIVE', 'RESOLVED']);
export const IncidentResult = Type.Object({
  incidentKey: Key,
  processDefinitionKey: Key,
  processDefinitionId: Type.String(),
  processInstanceKey: Key,
  errorType: Type.String(),
  errorMessage: Type.String(),
  errorMessageZh: Nullable(Type.String({ description: 'The same in Chinese; null for older incidents' })),
  elementId: Type.String(),
  elementInstanceKey: Key,
  creationTime: Instant,
  state: IncidentState,
  jobKey: Nullable(Key),
  tenantId: Type.String(),
});
export const IncidentPage = PageOf(IncidentResult);
export const INCIDENT_SORT = {
  incidentKey: 'key',
  errorType: 'type',
  creationTime: 'createdAt',
  elementId: 'elementId',
  processInstanceKey: 'processInstanceKey',
  processDefinitionKey: 'processDefinitionKey',
  processDefinitionId: 'processId',
} as const;
export const IncidentSearch = SearchBody(
  [
    'incidentKey',
    'errorType',
    'creationTime',
    'elementId',
    'processInstanceKey',
    'processDefinitionKey',
    'processDefinitionId',
  ],
  Type.Object(
    {
      incidentKey: Matching(Key),
      processDefinitionKey: Matching(Key),
      processDefinitionId: Matching(Type.String()),
      processInstanceKey: Matching(Key),
      errorType: Matching(Type.String()),
      errorMessage: Matching(Type.String()),
      elementId: Matching(Type.String()),
      elementInstanceKey: Matching(Key),
      creationTime: Matching(Instant),
      state: Type.Optional(IncidentState),
      jobKey: Matching(Key),
      tenantId: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
);
