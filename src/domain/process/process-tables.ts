import { boolean, defineTable, integer, json, nullable, oneOf, text } from '../table.ts';
import type { ScopeInstance } from './process-instance.ts';
import type { DeadlineRequest } from '../appeal/deadline.ts';
import type { HistoryEvent } from './history.ts';

/** Tables of the process host: definitions, instances and what they wait for. */

export const deployment = defineTable({
  name: 'deployment',
  key: 'key',
  versioned: false,
  columns: { key: integer, tenantId: text, name: text, deployedAt: integer, deployedBy: text },
  indexes: {},
});

/** A file of a deployment: .bpmn, .dmn or .form; `checksum` is the SHA-256 of its content in base64url. */
export const resource = defineTable({
  name: 'resource',
  key: 'key',
  versioned: false,
  columns: { key: integer, deploymentKey: integer, tenantId: text, name: text, content: text, checksum: text },
  indexes: { byDeployment: ['deploymentKey'] },
});

/** One version of an executable process. */
export const processDefinition = defineTable({
  name: 'process_definition',
  key: 'key',
  versioned: false,
  stable: true,
  columns: {
    key: integer,
    tenantId: text,
    processId: text,
    version: integer,
    versionTag: nullable(text),
    name: nullable(text),
    deploymentKey: integer,
    resourceKey: integer,
    deployedAt: integer,
  },
  indexes: { byProcessId: ['tenantId', 'processId'], byDeployment: ['deploymentKey'] },
});

/** One version of a DMN decision. */
export const decisionDefinition = defineTable({
  name: 'decision_definition',
  key: 'key',
  versioned: false,
  stable: true,
  columns: {
    key: integer,
    tenantId: text,
    decisionId: text,
    version: integer,
    name: nullable(text),
    deploymentKey: integer,
    resourceKey: integer,
    deployedAt: integer,
  },
  indexes: { byDecisionId: ['tenantId', 'decisionId'], byDeployment: ['deploymentKey'] },
});

/** One version of a form. */
export const formDefinition = defineTable({
  name: 'form_definition',
  key: 'key',
  versioned: false,
  stable: true,
  columns: {
    key: integer,
    tenantId: text,
    formId: text,
    version: integer,
    deploymentKey: integer,
    resourceKey: integer,
    deployedAt: integer,
  },
  indexes: { byFormId: ['tenantId', 'formId'], byDeployment: ['deploymentKey'] },
});

export const PROCESS_INSTANCE_STATES = ['ACTIVE', 'COMPLETED', 'CANCELED'] as const;
export type ProcessInstanceState = (typeof PROCESS_INSTANCE_STATES)[number];

/**
 * One execution of a process definition: a pointer to interned engine states (`tree`, null once ended) and its own data.
 * `parentElementInstanceKey` is the slot of the call activity that started it; `rootProcessInstanceKey` the top of the call tree.
 */
export const processInstance = defineTable({
  name: 'process_instance',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    processDefinitionKey: integer,
    businessKey: nullable(text),
    state: oneOf<ProcessInstanceState>(),
    parentProcessInstanceKey: nullable(integer),
    parentElementInstanceKey: nullable(integer),
    rootProcessInstanceKey: integer,
    tree: nullable(json<ScopeInstance>()),
    variables: json<Readonly<Record<string, unknown>>>(),
    hasIncident: boolean,
    startedAt: integer,
    endedAt: nullable(integer),
  },
  indexes: { byParent: ['parentProcessInstanceKey'], byBusinessKey: ['tenantId', 'businessKey'] },
});

export const USER_TASK_STATES = ['CREATED', 'COMPLETED', 'CANCELED'] as const;
export type UserTaskState = (typeof USER_TASK_STATES)[number];

/** Work that waits for a person. `variables` are the task's own (input mappings), seen before those of the instance. */
export const userTask = defineTable({
  name: 'user_task',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    processInstanceKey: integer,
    processDefinitionKey: integer,
    elementId: text,
    elementInstanceKey: integer,
    name: nullable(text),
    state: oneOf<UserTaskState>(),
    assignee: nullable(text),
    candidateGroups: json<readonly string[]>(),
    candidateUsers: json<readonly string[]>(),
    formId: nullable(text),
    priority: integer,
    dueAt: nullable(integer),
    followUpAt: nullable(integer),
    /** What the due date was counted from, while it may move: the holidays of a year on its way are not published yet. */
    provisional: nullable(json<DeadlineRequest>()),
    variables: nullable(json<Readonly<Record<string, unknown>>>()),
    createdAt: integer,
    endedAt: nullable(integer),
  },
  indexes: { byProcessInstance: ['processInstanceKey'], byState: ['tenantId', 'state'] },
});

export const JOB_STATES = ['CREATED', 'COMPLETED', 'FAILED', 'ERROR_THROWN', 'CANCELED'] as const;
export type JobState = (typeof JOB_STATES)[number];

/**
 * A unit of automatic work for a worker outside. `lockedUntil` is the lease of the worker that activated it; a job is free when it is null
 * or past, `retries` > 0, state CREATED or FAILED, and `dueAt` (retry back-off) has come.
 */
export const job = defineTable({
  name: 'job',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    type: text,
    processInstanceKey: integer,
    processDefinitionKey: integer,
    elementId: text,
    elementInstanceKey: integer,
    state: oneOf<JobState>(),
    retries: integer,
    headers: json<Readonly<Record<string, string>>>(),
    variables: nullable(json<Readonly<Record<string, unknown>>>()),
    worker: nullable(text),
    lockedUntil: nullable(integer),
    dueAt: integer,
    errorMessage: nullable(text),
    createdAt: integer,
    endedAt: nullable(integer),
  },
  indexes: { byProcessInstance: ['processInstanceKey'], byType: ['tenantId', 'type', 'state'] },
});

/**
 * A timer of the model. `elementInstanceKey` is the slot or scope that owns it, `elementId` the timer event.
 * `repetitionsLeft`: further firings after the next one, -1 without end; `interval`: ISO 8601 duration between firings, null when none.
 */
export const timer = defineTable({
  name: 'timer',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    processInstanceKey: nullable(integer),
    processDefinitionKey: integer,
    elementInstanceKey: nullable(integer),
    elementId: text,
    dueAt: integer,
    repetitionsLeft: integer,
    interval: nullable(text),
    /** What the instant was counted from, while it may move; see user_task. */
    provisional: nullable(json<DeadlineRequest>()),
  },
  indexes: {
    byProcessInstance: ['processInstanceKey'],
    byDefinition: ['processDefinitionKey'],
    // with null as instance: those of start events alone, however many instances the definition has
    startByDefinition: ['processDefinitionKey', 'processInstanceKey'],
  },
});

/**
 * Where a message or signal would be caught: an open slot, an event sub-process or boundary of an instance, or a start event
 * (`processInstanceKey` null). A signal's `correlationKey` is ''; a message start event's too.
 */
export const subscription = defineTable({
  name: 'subscription',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    kind: oneOf<'message' | 'signal'>(),
    name: text,
    correlationKey: text,
    processInstanceKey: nullable(integer),
    processDefinitionKey: integer,
    elementInstanceKey: nullable(integer),
    elementId: text,
    createdAt: integer,
  },
  indexes: {
    byName: ['tenantId', 'kind', 'name', 'correlationKey'],
    byProcessInstance: ['processInstanceKey'],
    byDefinition: ['processDefinitionKey'],
    // with null as instance: those of start events alone, however many instances the definition has
    startByDefinition: ['processDefinitionKey', 'processInstanceKey'],
  },
});

/**
 * A published message that waits for a subscription until `expiresAt`; few do, so they are listed by name and picked by correlation key.
 * `messageId` (nullable) makes publishing idempotent while it lives. */
export const message = defineTable({
  name: 'message',
  key: 'key',
  versioned: false,
  stable: true,
  columns: {
    key: integer,
    tenantId: text,
    name: text,
    correlationKey: text,
    messageId: nullable(text),
    variables: json<Readonly<Record<string, unknown>>>(),
    publishedAt: integer,
    expiresAt: integer,
  },
  indexes: { byName: ['tenantId', 'name'] },
});

export const INCIDENT_TYPES = [
  'CONDITION_ERROR',
  'EXTRACT_VALUE_ERROR',
  'IO_MAPPING_ERROR',
  'JOB_NO_RETRIES',
  'UNHANDLED_ERROR_EVENT',
  'CALLED_ELEMENT_ERROR',
  'DECISION_EVALUATION_ERROR',
  'FORM_NOT_FOUND',
  'RUNAWAY',
  'HANDLER_FAILED',
  'FORBIDDEN_TRANSITION',
  'UNKNOWN',
] as const;
export type IncidentType = (typeof INCIDENT_TYPES)[number];

/** A failure that needs a person. Open while `resolvedAt` is null. `message` is English, as clients of the engine API read it. */
export const incident = defineTable({
  name: 'incident',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    processInstanceKey: integer,
    processDefinitionKey: integer,
    elementId: text,
    elementInstanceKey: integer,
    jobKey: nullable(integer),
    type: oneOf<IncidentType>(),
    message: text,
    messageZh: nullable(text),
    createdAt: integer,
    resolvedAt: nullable(integer),
  },
  indexes: { byProcessInstance: ['processInstanceKey'] },
});

/**
 * A message to the outside, written with the change that causes it and delivered afterwards (transactional outbox). Those of one `stream`
 * arrive in the order in which they were written: each waits for those before it.
 */
export const outboxEntry = defineTable({
  name: 'outbox_entry',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    channel: text,
    topic: text,
    payload: json<Readonly<Record<string, unknown>>>(),
    stream: nullable(text),
    createdAt: integer,
    dueAt: integer,
    attempts: integer,
    lockedUntil: nullable(integer),
    deliveredAt: nullable(integer),
    lastError: nullable(text),
  },
  indexes: {},
});

/** The answer given to a write request under an Idempotency-Key; `id` is the hash of actor, command and key. */
export const idempotency = defineTable({
  name: 'idempotency',
  key: 'id',
  versioned: false,
  columns: { id: text, requestHash: text, answer: json<unknown>(), createdAt: integer },
  indexes: {},
});

/** One accepted command and what it did: append-only, chained by hash within one node's `chain`. `events` carry ids, never personal data. */
export const auditEntry = defineTable({
  name: 'audit_entry',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    chain: text,
    sequence: integer,
    tenantId: text,
    at: integer,
    actor: text,
    command: text,
    processInstanceKey: nullable(integer),
    subjectKey: nullable(integer),
    events: json<readonly HistoryEvent[]>(),
    previousHash: text,
    hash: text,
  },
  indexes: { byProcessInstance: ['processInstanceKey'], bySubject: ['subjectKey'] },
});

export const PROCESS_TABLES = [
  deployment,
  resource,
  processDefinition,
  decisionDefinition,
  formDefinition,
  processInstance,
  userTask,
  job,
  timer,
  subscription,
  message,
  incident,
  outboxEntry,
  idempotency,
  auditEntry,
] as const;
