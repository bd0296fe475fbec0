import type { account, apiKey } from './organisation/account-tables.ts';
import type { Actor } from './actor.ts';
import type { Level } from './appeal/appeal-words.ts';
import type { Committed } from './committed.ts';
import type { DirectiveQuery, FindingQuery, WorksheetQuery } from './proactive/proactive-query-ports.ts';
import type {
  auditEntry,
  IncidentType,
  incident,
  job,
  JobState,
  processDefinition,
  processInstance,
  ProcessInstanceState,
  userTask,
  UserTaskState,
} from './process/process-tables.ts';
import type { Page, SearchRequest } from './search.ts';
import type { MatterQuery, OrganisationQuery, WorkOrderQuery } from './appeal/case-query-ports.ts';
import type { ClusterQuery } from './cluster/cluster-query-ports.ts';
import type { CourseQuery } from './side-route/course-query-ports.ts';
import type { DepartmentScoreQuery } from './organisation/department-score-port.ts';
import type { EvidenceQuery } from './privacy/evidence-query-port.ts';
import type { DutyQuery } from './duty-dispute/duty-query-ports.ts';
import type { HotlineQuery } from './hotline/hotline-query-ports.ts';
import type { WebhookQuery } from './webhook/webhook-port.ts';
import type { WhistleFiguresQuery } from './whistle/whistle-figures-port.ts';
import type { OverviewQuery } from './appeal/overview-query-ports.ts';
import type { StaffQuery } from './organisation/staff-query-ports.ts';
import type { ReviewListQuery } from './review/review-list-port.ts';
import type { ReviewQuery } from './review/review-query-ports.ts';
import type { SideRouteQuery } from './side-route/side-route-query-ports.ts';
import type { RowOf } from './table.ts';

/**
 * What screens and clients read. Every reading is bound to a tenant: rows of another one do not exist for the asker.
 * `find…` answers undefined when there is nothing.
 */
export interface Queries {
  readonly accounts: AccountQuery;
  readonly processDefinitions: ProcessDefinitionQuery;
  readonly processInstances: ProcessInstanceQuery;
  readonly userTasks: UserTaskQuery;
  readonly jobs: JobQuery;
  readonly variables: VariableQuery;
  readonly incidents: IncidentQuery;
  readonly history: HistoryQuery;
  readonly workOrders: WorkOrderQuery;
  readonly matters: MatterQuery;
  readonly clusters: ClusterQuery;
  readonly courses: CourseQuery;
  readonly organisation: OrganisationQuery;
  readonly overview: OverviewQuery;
  readonly staff: StaffQuery;
  readonly reviews: ReviewQuery;
  readonly reviewLists: ReviewListQuery;
  readonly findings: FindingQuery;
  readonly directives: DirectiveQuery;
  readonly worksheet: WorksheetQuery;
  readonly duties: DutyQuery;
  readonly sideRoutes: SideRouteQuery;
  readonly evidence: EvidenceQuery;
  readonly hotline: HotlineQuery;
  readonly webhooks: WebhookQuery;
  readonly whistleFigures: WhistleFiguresQuery;
  readonly departmentScores: DepartmentScoreQuery;
}

/** Who is who. The only readings across tenants: they find out the asker's own. */
export interface AccountQuery {
  findByLogin(login: string): Promise<RowOf<typeof account> | undefined>;
  /** A key that has not been revoked. */
  findApiKey(hash: string): Promise<RowOf<typeof apiKey> | undefined>;
  find(tenantId: string, key: number): Promise<RowOf<typeof account> | undefined>;
  search(request: SearchRequest<AccountFields>): Promise<Page<RowOf<typeof account>>>;
  searchApiKeys(request: SearchRequest<ApiKeyFields>): Promise<Page<RowOf<typeof apiKey>>>;
}
export interface AccountFields {
  readonly login: string;
  readonly displayName: string;
  readonly unitKey: number;
}
export interface ApiKeyFields {
  readonly name: string;
}

/** A process definition and the file it came from. */
export type ProcessDefinitionItem = RowOf<typeof processDefinition> & { readonly resourceName: string };
export interface ProcessDefinitionQuery {
  search(
    request: SearchRequest<ProcessDefinitionFields> & { readonly latestOnly: boolean },
  ): Promise<Page<ProcessDefinitionItem>>;
  find(tenantId: string, key: number): Promise<ProcessDefinitionItem | undefined>;
  /** The diagram as it was deployed. */
  findXml(tenantId: string, key: number): Promise<ResourceContent | undefined>;
  searchDecisions(request: SearchRequest<DecisionDefinitionFields>): Promise<Page<DecisionDefinitionItem>>;
  findDecisionXml(tenantId: string, key: number): Promise<ResourceContent | undefined>;
  findForm(tenantId: string, key: number): Promise<FormItem | undefined>;
}
export interface ResourceContent {
  readonly content: string;
  readonly checksum: string;
}
export interface ProcessDefinitionFields {
  readonly key: number;
  readonly processId: string;
  readonly name: string;
  readonly version: number;
  readonly versionTag: string;
  readonly resourceName: string;
}
export interface DecisionDefinitionFields {
  readonly key: number;
  readonly decisionId: string;
  readonly name: string;
  readonly version: number;
}
export interface DecisionDefinitionItem {
  readonly key: number;
  readonly tenantId: string;
  readonly decisionId: string;
  readonly name: string | null;
  readonly version: number;
  readonly resourceKey: number;
}
export interface FormItem {
  readonly key: number;
  readonly tenantId: string;
  readonly formId: string;
  readonly version: number;
  readonly content: string;
}

/** What every item of a process shows of its definition. */
export interface DefinitionColumns {
  readonly processId: string;
  readonly processName: string | null;
  readonly processVersion: number;
  readonly processVersionTag: string | null;
}

/** Without the tree and the variables: those are large and have their own readings. */
export type ProcessInstanceItem = Omit<RowOf<typeof processInstance>, 'tree' | 'variables' | 'revision'> &
  DefinitionColumns;
export interface ProcessInstanceQuery {
  search(request: SearchRequest<ProcessInstanceFields>): Promise<Page<ProcessInstanceItem>>;
  find(tenantId: string, key: number): Promise<ProcessInstanceItem | undefined>;
}
export interface ProcessInstanceFields {
  readonly key: number;
  readonly processId: string;
  readonly processName: string;
  readonly processVersion: number;
  readonly processVersionTag: string;
  readonly processDefinitionKey: number;
  readonly parentProcessInstanceKey: number;
  readonly parentElementInstanceKey: number;
  readonly rootProcessInstanceKey: number;
  readonly businessKey: string;
  readonly state: ProcessInstanceState;
  readonly hasIncident: boolean;
  readonly startedAt: number;
  readonly endedAt: number;
}

export type UserTaskItem = Omit<RowOf<typeof userTask>, 'variables'> &
  DefinitionColumns & { readonly formKey: number | null };
export interface UserTaskQuery {
  /** Only tasks that `asker` may see: those of every unit, or those offered or assigned to them. */
  search(request: SearchRequest<UserTaskFields>, asker: Actor): Promise<Page<UserTaskItem>>;
  /** Only tasks that are offered or assigned to `asker`; a program without a unit works for all. */
  searchOwn(request: SearchRequest<OwnTaskFields>, asker: Actor): Promise<Page<UserTaskItem>>;
  find(asker: Actor, key: number): Promise<UserTaskItem | undefined>;
  /** The form of the task: the newest version of its form id. */
  findForm(asker: Actor, key: number): Promise<FormItem | undefined>;
}
export interface UserTaskFields {
  readonly key: number;
  readonly state: UserTaskState;
  readonly assignee: string;
  readonly priority: number;
  readonly elementId: string;
  readonly name: string;
  readonly candidateGroup: string;
  readonly candidateUser: string;
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
  readonly elementInstanceKey: number;
  readonly processId: string;
  readonly createdAt: number;
  readonly endedAt: number;
  readonly dueAt: number;
  readonly followUpAt: number;
}

/** A task together with the order that it belongs to. */
export interface OwnTaskFields extends UserTaskFields {
  /** What is lost first: the earlier of the dates of the task and of its order. */
  readonly lostAt: number;
  readonly level: Level;
  /** Part of an order's number or title, or of the task's name. */
  readonly text: string;
}

export type JobItem = RowOf<typeof job> & DefinitionColumns;
/** A job with all variables visible to it. */
export type ActivatedJobItem = JobItem & { readonly visibleVariables: Readonly<Record<string, unknown>> };
export interface JobQuery {
  /** Jobs of `type` that a worker may take at `now`, longest waiting first. Somebody else may be quicker. */
  findFree(tenantId: string, type: string, now: number, limit: number): Promise<readonly number[]>;
  /** Jobs by key with what a worker needs to know, in the order of the keys. */
  describe(tenantId: string, keys: readonly number[]): Promise<readonly ActivatedJobItem[]>;
  search(request: SearchRequest<JobFields>): Promise<Page<JobItem>>;
}
export interface JobFields {
  readonly key: number;
  readonly type: string;
  readonly state: JobState;
  readonly worker: string;
  readonly retries: number;
  readonly lockedUntil: number;
  readonly endedAt: number;
  readonly errorMessage: string;
  readonly elementId: string;
  readonly elementInstanceKey: number;
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly processId: string;
}

/** One variable in the scope that owns it. */
export interface VariableItem {
  readonly name: string;
  readonly value: unknown;
  readonly scopeKey: number;
  readonly processInstanceKey: number;
  readonly tenantId: string;
}
export interface VariableQuery {
  /** Every variable of an instance, scope by scope, outer ones first; undefined when there is no such instance. */
  ofInstance(tenantId: string, processInstanceKey: number): Promise<readonly VariableItem[] | undefined>;
  /** What is visible at one element instance, inner scopes over outer ones. */
  visibleAt(
    tenantId: string,
    processInstanceKey: number,
    elementInstanceKey: number,
  ): Promise<readonly VariableItem[] | undefined>;
  /** The process instance that an instance key or the element instance key of open work belongs to. */
  findInstanceOf(tenantId: string, elementInstanceKey: number): Promise<number | undefined>;
}

export type IncidentItem = Omit<RowOf<typeof incident>, 'revision'> & DefinitionColumns;
export interface IncidentQuery {
  search(request: SearchRequest<IncidentFields>): Promise<Page<IncidentItem>>;
  find(tenantId: string, key: number): Promise<IncidentItem | undefined>;
}
export interface IncidentFields {
  readonly key: number;
  readonly type: IncidentType;
  readonly message: string;
  /** Open incidents have none. */
  readonly resolvedAt: number;
  readonly createdAt: number;
  readonly elementId: string;
  readonly elementInstanceKey: number;
  readonly jobKey: number;
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly processId: string;
}

/** What happened, in the order it was committed on each node. */
export interface HistoryQuery {
  /** Entries with a key above `afterKey`, oldest first; at most `limit`. */
  after(tenantId: string, afterKey: number, limit: number): Promise<readonly RowOf<typeof auditEntry>[]>;
}

/** The commit loop as listeners see it: they are called after each commit and must not throw. */
export interface CommitFeed {
  /** @returns ends the subscription */
  onCommitted(listener: (committed: Committed) => void): () => void;
}
