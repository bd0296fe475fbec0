import { Type, type Static } from 'typebox';
import type { OrderHeading } from '../../../domain/case-query-ports.ts';
import type { UserTaskItem } from '../../../domain/query-ports.ts';
import { LEVELS } from '../../../domain/appeal-words.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import {
  instantText,
  instantTextOrNull,
  Instant,
  Key,
  keyText,
  keyTextOrNull,
  Nullable,
  PageOf,
  PageQuery,
  pageOf,
} from '../../schemas/common.ts';
import { showState } from '../../show-order.ts';

const Task = Type.Object({
  userTaskKey: Key,
  name: Nullable(Type.String()),
  elementId: Type.String(),
  processDefinitionId: Type.String(),
  processInstanceKey: Key,
  formKey: Nullable(Key),
  assignee: Nullable(Type.String()),
  candidateGroups: Type.Array(Type.String()),
  priority: Type.Integer(),
  createdAt: Instant,
  dueAt: Nullable(Instant),
  order: Nullable(
    Type.Object({
      orderNo: Type.String(),
      title: Type.String(),
      stateLabel: Type.Object({ zh: Type.String(), en: Type.String() }),
      level: Nullable(Type.Enum(LEVELS)),
      dueAt: Nullable(Instant),
    }),
  ),
});
const Query = Type.Object({
  ...PageQuery.properties,
  show: Type.Optional(
    Type.Enum(['all', 'mine', 'offered'], { description: 'mine: assigned to the caller; offered: to nobody yet' }),
  ),
});

/** The caller's own work, most urgent first, each task with the order it belongs to. */
export function taskRoutes({ queries }: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/tasks',
      {
        access: needs('appeals:read', 'processes:read'),
        tag: 'Task',
        summary: 'List own tasks 我的任务',
        query: Query,
        answer: PageOf(Task),
      },
      list,
    ),
  ];

  async function list({ actor, query: { show = 'all', ...page } }: Ask<unknown, Static<typeof Query>, unknown>) {
    const assignee = { all: {}, mine: { assignee: { eq: actor.id } }, offered: { assignee: { exists: false } } }[show];
    const filter = { state: { eq: 'CREATED' as const }, ...assignee };
    const sort = { by: 'dueAt' as const, descending: false };
    const { items, ...found } = await queries.userTasks.searchOwn(
      { tenantId: actor.tenantId, filter, sort, page: pageOf(page) },
      actor,
    );
    const orders = await queries.workOrders.ofInstances(actor.tenantId, [
      ...new Set(items.map((task) => task.processInstanceKey)),
    ]);
    return { items: items.map((task) => showTask(task, orders.get(task.processInstanceKey))), page: found };
  }
}

function showTask(task: UserTaskItem, order: OrderHeading | undefined) {
  return {
    userTaskKey: keyText(task.key),
    name: task.name,
    elementId: task.elementId,
    processDefinitionId: task.processId,
    processInstanceKey: keyText(task.processInstanceKey),
    formKey: keyTextOrNull(task.formKey),
    assignee: task.assignee,
    candidateGroups: task.candidateGroups,
    priority: task.priority,
    createdAt: instantText(task.createdAt),
    dueAt: instantTextOrNull(task.dueAt),
    order: order
      ? {
          orderNo: order.orderNo,
          title: order.title,
          stateLabel: showState(order.state),
          level: order.level,
          dueAt: instantTextOrNull(order.dueAt),
        }
      : null,
  };
}
