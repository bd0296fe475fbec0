import type { Static } from 'typebox';
import { assignUserTask } from '../../../commands/process/assign-user-task.ts';
import { completeUserTask } from '../../../commands/process/complete-user-task.ts';
import { updateUserTask, type UpdateUserTask } from '../../../commands/process/update-user-task.ts';
import type { Actor } from '../../../domain/actor.ts';
import { httpError } from '../../../domain/http-errors.ts';
import type { UserTaskItem } from '../../../domain/query-ports.ts';
import { distributesWork, isOwnWork, worksForAll } from '../../../domain/organisation/role-scopes.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { answerUnlessKnown } from '../../etag.ts';
import { openerOf, peopleOf } from '../../case-words.ts';
import { checkAnswers, checkImpersonal, holdsText } from '../../form-answers.ts';
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
import { FormResult } from '../../schemas/v2-definitions.ts';
import * as shapes from '../../schemas/v2-work.ts';
import { found, tenantOf } from '../../tenant.ts';
import { showForm } from './process-definitions.ts';

const READ = needs('processes:read', 'appeals:read');
const WRITE = needs('processes:write', 'appeals:write');
const TAG = 'User task';
const PARAMS = keyParams('userTaskKey');
type KeyAsk<B = unknown> = Ask<Static<typeof PARAMS>, unknown, B>;

/**
 * Work that waits for people. They see and do what is offered or assigned to them. Leaders and the office see everything, the office gives it to
 * others, and nobody completes what is not theirs but who runs the processes.
 */
export function userTaskRoutes(deps: HttpDeps): readonly Route[] {
  const changing = { access: WRITE, tag: TAG, params: PARAMS } as const;
  return [
    route(
      'POST',
      '/v2/user-tasks/search',
      {
        access: READ,
        tag: TAG,
        summary: 'Search user tasks',
        body: shapes.UserTaskSearch,
        answer: shapes.UserTaskPage,
      },
      search,
    ),
    route(
      'GET',
      '/v2/user-tasks/{userTaskKey}',
      {
        access: READ,
        tag: TAG,
        summary: 'Get a user task',
        params: PARAMS,
        answer: shapes.UserTaskResult,
      },
      get,
    ),
    route(
      'GET',
      '/v2/user-tasks/{userTaskKey}/form',
      {
        access: READ,
        tag: TAG,
        summary: 'Get the form of a user task',
        params: PARAMS,
        answer: FormResult,
      },
      getForm,
    ),
    route(
      'POST',
      '/v2/user-tasks/{userTaskKey}/assignment',
      { ...changing, summary: 'Assign a user task', body: shapes.AssignUserTask },
      assign,
    ),
    route(
      'DELETE',
      '/v2/user-tasks/{userTaskKey}/assignee',
      { ...changing, summary: 'Unassign a user task' },
      unassign,
    ),
    route(
      'PATCH',
      '/v2/user-tasks/{userTaskKey}',
      { ...changing, summary: 'Update a user task', body: optionalBody(shapes.UpdateUserTask) },
      update,
    ),
    route(
      'POST',
      '/v2/user-tasks/{userTaskKey}/completion',
      { ...changing, summary: 'Complete a user task', body: optionalBody(shapes.CompleteUserTask) },
      complete,
    ),
  ];

  async function search({ actor, body }: Ask<unknown, unknown, Static<typeof shapes.UserTaskSearch>>) {
    const request = {
      tenantId: tenantOf(actor, body?.filter?.tenantId),
      filter: filterOf(body?.filter ?? {}),
      ...listing(body, shapes.USER_TASK_SORT),
    };
    return pageAnswer(await deps.queries.userTasks.search(request, actor), showUserTask);
  }

  async function get({ actor, params, request, reply }: KeyAsk) {
    const task = await seen(actor, params.userTaskKey);
    return answerUnlessKnown(request, reply, `${task.key}-${task.revision}`, () => showUserTask(task));
  }

  async function getForm({ actor, params }: KeyAsk) {
    const form = await deps.queries.userTasks.findForm(actor, keyOf(params.userTaskKey));
    return showForm(found(form, { zh: '任务表单', en: 'form of user task' }, params.userTaskKey));
  }

  async function assign({ actor, params, body, options }: KeyAsk<Static<typeof shapes.AssignUserTask>>) {
    const userTaskKey = await allowed(actor, params.userTaskKey, distributesWork(actor));
    const { assignee, allowOverride } = body;
    await deps.submit(assignUserTask, { userTaskKey, assignee, allowOverride: allowOverride ?? true }, options);
  }

  async function unassign({ actor, params, options }: KeyAsk) {
    const userTaskKey = await allowed(actor, params.userTaskKey, distributesWork(actor));
    await deps.submit(assignUserTask, { userTaskKey, assignee: null }, options);
  }

  async function update({ actor, params, body, options }: KeyAsk<Static<typeof shapes.UpdateUserTask> | null>) {
    const userTaskKey = await allowed(actor, params.userTaskKey, distributesWork(actor));
    await deps.submit(updateUserTask, { userTaskKey, ...changesOf(body?.changeset ?? {}) }, options);
  }

  async function complete({ actor, params, body, options }: KeyAsk<Static<typeof shapes.CompleteUserTask> | null>) {
    const userTaskKey = await allowed(actor, params.userTaskKey, worksForAll(actor));
    const variables = body?.variables ?? {};
    const form = await deps.queries.userTasks.findForm(actor, userTaskKey);
    if (form) checkAnswers(form.content, variables);
    const found = holdsText(variables)
      ? await deps.queries.evidence.partyOfTask(actor.tenantId, userTaskKey)
      : undefined;
    if (found) checkImpersonal(variables, peopleOf(found.party, openerOf(deps.vault, found.isReport)));
    await deps.submit(completeUserTask, { userTaskKey, variables }, options);
  }

  async function seen(actor: Actor, key: string): Promise<UserTaskItem> {
    return found(await deps.queries.userTasks.find(actor, keyOf(key)), { zh: '任务', en: 'user task' }, key);
  }

  /** Who may do it with any task needs no look first: the command checks the tenant. */
  async function allowed(actor: Actor, key: string, anyTask: boolean): Promise<number> {
    if (!anyTask && !isOwnWork(actor, await seen(actor, key))) throw httpError('ERR_TASK_OF_OTHERS', { key });
    return keyOf(key);
  }
}

// helpers

type SentFilter = NonNullable<NonNullable<Static<typeof shapes.UserTaskSearch>>['filter']>;
type Changeset = NonNullable<Static<typeof shapes.UpdateUserTask>['changeset']>;

function filterOf(sent: SentFilter) {
  return present({
    key: matchOf(sent.userTaskKey, keyOf),
    state: matchOf(sent.state, same),
    assignee: matchOf(sent.assignee, same),
    priority: matchOf(sent.priority, same),
    elementId: matchOf(sent.elementId, same),
    name: matchOf(sent.name, same),
    candidateGroup: matchOf(sent.candidateGroup, same),
    candidateUser: matchOf(sent.candidateUser, same),
    processId: matchOf(sent.processDefinitionId, same),
    processDefinitionKey: matchOf(sent.processDefinitionKey, keyOf),
    processInstanceKey: matchOf(sent.processInstanceKey, keyOf),
    elementInstanceKey: matchOf(sent.elementInstanceKey, keyOf),
    createdAt: matchOf(sent.creationDate, instantOf),
    endedAt: matchOf(sent.completionDate, instantOf),
    followUpAt: matchOf(sent.followUpDate, instantOf),
    dueAt: matchOf(sent.dueDate, instantOf),
  });
}

/** null and absent leave a thing as it is; an empty text or list clears it. */
function changesOf(changeset: Changeset): Omit<UpdateUserTask, 'userTaskKey'> {
  const { dueDate, followUpDate, candidateUsers, candidateGroups, priority } = changeset;
  return present({
    dueAt: typeof dueDate === 'string' ? instantOrNone(dueDate) : undefined,
    followUpAt: typeof followUpDate === 'string' ? instantOrNone(followUpDate) : undefined,
    candidateUsers: candidateUsers ?? undefined,
    candidateGroups: candidateGroups ?? undefined,
    priority: priority ?? undefined,
  });
}

function instantOrNone(text: string): number | null {
  return text === '' ? null : instantOf(text);
}

function showUserTask(task: UserTaskItem) {
  return {
    name: task.name,
    state: task.state,
    assignee: task.assignee,
    elementId: task.elementId,
    candidateGroups: task.candidateGroups,
    candidateUsers: task.candidateUsers,
    processDefinitionId: task.processId,
    creationDate: instantText(task.createdAt),
    completionDate: instantTextOrNull(task.endedAt),
    followUpDate: instantTextOrNull(task.followUpAt),
    dueDate: instantTextOrNull(task.dueAt),
    tenantId: task.tenantId,
    externalFormReference: null,
    processDefinitionVersion: task.processVersion,
    customHeaders: {},
    priority: task.priority,
    userTaskKey: keyText(task.key),
    elementInstanceKey: keyText(task.elementInstanceKey),
    processName: task.processName,
    processDefinitionKey: keyText(task.processDefinitionKey),
    processInstanceKey: keyText(task.processInstanceKey),
    formKey: keyTextOrNull(task.formKey),
    tags: [],
  };
}
