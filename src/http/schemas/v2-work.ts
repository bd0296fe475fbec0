import { Type } from 'typebox';
import { Closed, Instant, Key, Matching, Nullable, PageOf, SearchBody, Unused, Variables } from './common.ts';

/** Shapes of user tasks, jobs, messages and signals. @see Camunda 8 Orchestration Cluster REST API, 8.8 */

const Name = Type.String({ minLength: 1, maxLength: 256 });
const Names = Type.Array(Name, { maxItems: 100 });
const Action = Type.Optional(Nullable(Type.String({ maxLength: 256 })));

const UserTaskState = Type.Enum(['CREATED', 'COMPLETED', 'CANCELED']);
export const UserTaskResult = Type.Object({
  name: Nullable(Type.String()),
  state: UserTaskState,
  assignee: Nullable(Type.String()),
  elementId: Type.String(),
  candidateGroups: Type.Array(Type.String()),
  candidateUsers: Type.Array(Type.String()),
  processDefinitionId: Type.String(),
  creationDate: Instant,
  completionDate: Nullable(Instant),
  followUpDate: Nullable(Instant),
  dueDate: Nullable(Instant),
  tenantId: Type.String(),
  externalFormReference: Type.Null(),
  processDefinitionVersion: Type.Integer(),
  customHeaders: Variables,
  priority: Type.Integer(),
  userTaskKey: Key,
  elementInstanceKey: Key,
  processName: Nullable(Type.String()),
  processDefinitionKey: Key,
  processInstanceKey: Key,
  formKey: Nullable(Key),
  tags: Type.Array(Type.String()),
});
export const UserTaskPage = PageOf(UserTaskResult);
export const USER_TASK_SORT = {
  creationDate: 'createdAt',
  completionDate: 'endedAt',
  followUpDate: 'followUpAt',
  dueDate: 'dueAt',
  priority: 'priority',
  name: 'name',
  userTaskKey: 'key',
} as const;
export const UserTaskSearch = SearchBody(
  ['creationDate', 'completionDate', 'followUpDate', 'dueDate', 'priority', 'name', 'userTaskKey'],
  Type.Object(
    {
      state: Matching(UserTaskState),
      assignee: Matching(Type.String()),
      priority: Matching(Type.Integer()),
      elementId: Type.Optional(Type.String()),
      name: Matching(Type.String()),
      candidateGroup: Matching(Type.String()),
      candidateUser: Matching(Type.String()),
      tenantId: Type.Optional(Type.String()),
      processDefinitionId: Type.Optional(Type.String()),
      creationDate: Matching(Instant),
      completionDate: Matching(Instant),
      followUpDate: Matching(Instant),
      dueDate: Matching(Instant),
      userTaskKey: Type.Optional(Key),
      processDefinitionKey: Type.Optional(Key),
      processInstanceKey: Type.Optional(Key),
      elementInstanceKey: Type.Optional(Key),
    },
    { additionalProperties: false },
  ),
);
export const AssignUserTask = Closed({
  assignee: Name,
  allowOverride: Type.Optional(Nullable(Type.Boolean({ default: true }))),
  action: Action,
});
export const UpdateUserTask = Closed({
  changeset: Type.Optional(
    Nullable(
      Closed({
        dueDate: Type.Optional(Nullable(Type.String({ description: 'Empty text: none' }))),
        followUpDate: Type.Optional(Nullable(Type.String({ description: 'Empty text: none' }))),
        candidateUsers: Type.Optional(Nullable(Names)),
        candidateGroups: Type.Optional(Nullable(Names)),
        priority: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 100 }))),
      }),
    ),
  ),
  action: Action,
});
export const CompleteUserTask = Closed({ variables: Type.Optional(Nullable(Variables)), action: Action });

export const ActivateJobs = Closed({
  type: Name,
  worker: Type.Optional(Type.String({ maxLength: 256 })),
  timeout: Type.Integer({ minimum: 1, maximum: 86_400_000, description: 'Lease of the jobs, ms' }),
  maxJobsToActivate: Type.Integer({ minimum: 1, maximum: 1_000 }),
  fetchVariable: Type.Optional(Type.Array(Type.String(), { maxItems: 1_000 })),
  requestTimeout: Type.Optional(
    Type.Integer({
      maximum: 3_600_000,
      description: 'How long to wait for a job, ms; 0: as configured; negative: not at all',
    }),
  ),
  tenantIds: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
  tenantFilter: Type.Optional(
    Type.Enum(['PROVIDED', 'ASSIGNED'], { description: 'The caller has one tenant: both mean it' }),
  ),
});
export const ActivatedJob = Type.Object({
  type: Type.String(),
  processDefinitionId: Type.String(),
  processDefinitionVersion: Type.Integer(),
  elementId: Type.String(),
  customHeaders: Variables,
  worker: Type.String(),
  retries: Type.Integer(),
  deadline: Type.Integer({ description: 'End of the lease, ms since the epoch' }),
  variables: Variables,
  tenantId: Type.String(),
  jobKey: Key,
  processInstanceKey: Key,
  processDefinitionKey: Key,
  elementInstanceKey: Key,
  kind: Type.Literal('BPMN_ELEMENT'),
  listenerEventType: Type.Literal('UNSPECIFIED'),
  tags: Type.Array(Type.String()),
});
export const ActivatedJobs = Type.Object({ jobs: Type.Array(ActivatedJob) });
export const CompleteJob = Closed({ variables: Type.Optional(Nullable(Variables)), result: Unused });
export const FailJob = Closed({
  retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000, default: 0 })),
  errorMessage: Type.Optional(Type.String({ maxLength: 10_000 })),
  retryBackOff: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_592_000_000, default: 0, description: 'ms' })),
  variables: Type.Optional(Variables),
});
export const ThrowJobError = Closed({
  errorCode: Name,
  errorMessage: Type.Optional(Nullable(Type.String({ maxLength: 10_000 }))),
  variables: Type.Optional(Nullable(Variables)),
});
export const UpdateJob = Closed({
  changeset: Closed({
    retries: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 1_000 }))),
    timeout: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 86_400_000, description: 'ms from now' }))),
  }),
  operationReference: Type.Optional(Type.Integer()),
});

const JobState = Type.Enum(['CREATED', 'COMPLETED', 'FAILED', 'ERROR_THROWN', 'CANCELED']);
export const JobResult = Type.Object({
  jobKey: Key,
  type: Type.String(),
  worker: Type.String(),
  state: JobState,
  kind: Type.Literal('BPMN_ELEMENT'),
  listenerEventType: Type.Literal('UNSPECIFIED'),
  retries: Type.Integer(),
  errorMessage: Nullable(Type.String()),
  hasFailedWithRetriesLeft: Type.Boolean(),
  deadline: Nullable(Instant),
  endTime: Nullable(Instant),
  customHeaders: Variables,
  processDefinitionId: Type.String(),
  processDefinitionKey: Key,
  processInstanceKey: Key,
  elementId: Type.String(),
  elementInstanceKey: Key,
  tenantId: Type.String(),
});
export const JobPage = PageOf(JobResult);
export const JOB_SORT = {
  jobKey: 'key',
  type: 'type',
  state: 'state',
  worker: 'worker',
  retries: 'retries',
  deadline: 'lockedUntil',
  endTime: 'endedAt',
  processInstanceKey: 'processInstanceKey',
} as const;
export const JobSearch = SearchBody(
  ['jobKey', 'type', 'state', 'worker', 'retries', 'deadline', 'endTime', 'processInstanceKey'],
  Type.Object(
    {
      jobKey: Matching(Key),
      type: Matching(Type.String()),
      state: Matching(JobState),
      worker: Matching(Type.String()),
      retries: Matching(Type.Integer()),
      deadline: Matching(Instant),
      endTime: Matching(Instant),
      errorMessage: Matching(Type.String()),
      elementId: Matching(Type.String()),
      elementInstanceKey: Matching(Key),
      processDefinitionId: Matching(Type.String()),
      processDefinitionKey: Matching(Key),
      processInstanceKey: Matching(Key),
      tenantId: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
);

const Correlation = Type.String({ maxLength: 512 });
export const PublishMessage = Closed({
  name: Name,
  correlationKey: Type.Optional(Correlation),
  timeToLive: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 31_536_000_000, default: 0, description: 'ms that the message waits' }),
  ),
  messageId: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  variables: Type.Optional(Variables),
  tenantId: Type.Optional(Type.String()),
});
export const PublishMessageResult = Type.Object({ tenantId: Type.String(), messageKey: Key });
export const CorrelateMessage = Closed({
  name: Name,
  correlationKey: Type.Optional(Correlation),
  variables: Type.Optional(Variables),
  tenantId: Type.Optional(Type.String()),
});
export const CorrelateMessageResult = Type.Object({
  tenantId: Type.String(),
  messageKey: Key,
  processInstanceKey: Key,
});
export const BroadcastSignal = Closed({
  signalName: Name,
  variables: Type.Optional(Variables),
  tenantId: Type.Optional(Type.String()),
});
export const BroadcastSignalResult = Type.Object({ tenantId: Type.String(), signalKey: Key });
