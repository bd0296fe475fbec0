import { Type } from 'typebox';
import { Key, Matching, Nullable, PageOf, SearchBody } from './common.ts';

/** Shapes of definitions and deployments. @see Camunda 8 Orchestration Cluster REST API, 8.8 */

const DeployedProcess = Type.Object({
  processDefinitionId: Type.String(),
  processDefinitionVersion: Type.Integer(),
  resourceName: Type.String(),
  tenantId: Type.String(),
  processDefinitionKey: Key,
});
const DeployedDecision = Type.Object({
  decisionDefinitionId: Type.String(),
  version: Type.Integer(),
  name: Type.String(),
  tenantId: Type.String(),
  decisionRequirementsId: Type.String(),
  decisionDefinitionKey: Key,
  decisionRequirementsKey: Key,
});
const DeployedForm = Type.Object({
  formId: Type.String(),
  version: Type.Integer(),
  resourceName: Type.String(),
  tenantId: Type.String(),
  formKey: Key,
});
export const DeploymentResult = Type.Object({
  deploymentKey: Key,
  tenantId: Type.String(),
  deployments: Type.Array(
    Type.Object({
      processDefinition: Type.Optional(DeployedProcess),
      decisionDefinition: Type.Optional(DeployedDecision),
      form: Type.Optional(DeployedForm),
    }),
  ),
});

export const ProcessDefinitionResult = Type.Object({
  name: Nullable(Type.String()),
  resourceName: Type.String(),
  version: Type.Integer(),
  versionTag: Nullable(Type.String()),
  processDefinitionId: Type.String(),
  tenantId: Type.String(),
  processDefinitionKey: Key,
  hasStartForm: Type.Boolean(),
});
export const ProcessDefinitionPage = PageOf(ProcessDefinitionResult);

/** Our names of Camunda's sort fields. */
export const PROCESS_DEFINITION_SORT = {
  processDefinitionKey: 'key',
  processDefinitionId: 'processId',
  name: 'name',
  resourceName: 'resourceName',
  version: 'version',
  versionTag: 'versionTag',
} as const;
export const ProcessDefinitionSearch = SearchBody(
  ['processDefinitionKey', 'processDefinitionId', 'name', 'resourceName', 'version', 'versionTag'],
  Type.Object(
    {
      name: Matching(Type.String()),
      isLatestVersion: Type.Optional(Type.Boolean()),
      resourceName: Matching(Type.String()),
      version: Matching(Type.Integer()),
      versionTag: Matching(Type.String()),
      processDefinitionId: Matching(Type.String()),
      processDefinitionKey: Matching(Key),
      tenantId: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
);

export const DecisionDefinitionResult = Type.Object({
  decisionDefinitionId: Type.String(),
  decisionDefinitionKey: Key,
  decisionRequirementsId: Type.String(),
  decisionRequirementsKey: Key,
  name: Type.String(),
  tenantId: Type.String(),
  version: Type.Integer(),
});
export const DecisionDefinitionPage = PageOf(DecisionDefinitionResult);
export const DECISION_DEFINITION_SORT = {
  decisionDefinitionKey: 'key',
  decisionDefinitionId: 'decisionId',
  name: 'name',
  version: 'version',
} as const;
export const DecisionDefinitionSearch = SearchBody(
  ['decisionDefinitionKey', 'decisionDefinitionId', 'name', 'version'],
  Type.Object(
    {
      decisionDefinitionId: Matching(Type.String()),
      decisionDefinitionKey: Matching(Key),
      name: Matching(Type.String()),
      version: Matching(Type.Integer()),
      tenantId: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
);

/** A form of form-js; `schema` is its JSON text. */
export const FormResult = Type.Object({
  tenantId: Type.String(),
  formId: Type.String(),
  schema: Type.String(),
  version: Type.Integer(),
  formKey: Key,
});
