import { Type, type Static } from 'typebox';
import type { Actor } from '../../../domain/actor.ts';
import { DAY_MS, dayOf, startOfDay } from '../../../domain/day.ts';
import type { MatterHeading, OrderHeading } from '../../../domain/appeal/case-query-ports.ts';
import type { UserTaskItem } from '../../../domain/query-ports.ts';
import { CATEGORIES, LEVELS } from '../../../domain/appeal/appeal-words.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import {
  instantText,
  instantTextOrNull,
  Instant,
  Key,
  keyOf,
  keyParams,
  keyText,
  keyTextOrNull,
  Nullable,
  PageOf,
  PageQuery,
  pageOf,
} from '../../schemas/common.ts';
import { showState } from '../../show-order.ts';
import { found } from '../../tenant.ts';

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
  matter: Nullable(
    Type.Object(
      {
        kind: Type.Enum(['finding', 'whistle', 'directive']),
        id: Type.String({ description: 'What its page is found by' }),
        no: Type.String(),
        title: Nullable(Type.String()),
      },
      { description: 'What a task without an order is about' },
    ),
  ),
});
const PARAMS = keyParams('userTaskKey');
const DUE = ['overdue', 'today', 'week'] as const;
const Query = Type.Object({
  ...PageQuery.properties,
  show: Type.Optional(
    Type.Enum(['all', 'mine', 'offered'], { description: 'mine: assigned to the caller; offered: to nobody yet' }),
  ),
  text: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: "Part of an order's number or title, or of a task's name",
    }),
  ),
  level: Type.Optional(Type.Enum(LEVELS)),
  step: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Element id of the task' })),
  due: Type.Optional(Type.Enum(DUE, { description: 'Lost before now, before the end of today, or within seven days' })),
});

/** The caller's own work, most urgent first, each task with the order it belongs to. */
export function taskRoutes({ queries, clock }: HttpDeps): readonly Route[] {
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
    route(
      'GET',
      '/api/tasks/{userTaskKey}',
      {
        access: needs('appeals:read', 'processes:read'),
        tag: 'Task',
        summary: 'Get a task with its order 任务及所属工单',
        params: PARAMS,
        answer: Task,
      },
      get,
    ),
  ];

  async function get({ actor, params: { userTaskKey } }: Ask<Static<typeof PARAMS>, unknown, unknown>) {
    const item = await queries.userTasks.find(actor, keyOf(userTaskKey));
    const task = found(item, { zh: '任务', en: 'user task' }, userTaskKey);
    const [shown] = await withHeadings(actor, [task]);
    return shown;
  }

  async function list({
    actor,
    query: { show = 'all', text, level, step, due, ...page },
  }: Ask<unknown, Static<typeof Query>, unknown>) {
    const filter = {
      state: { eq: 'CREATED' as const },
      ...{ all: {}, mine: { assignee: { eq: actor.id } }, offered: { assignee: { exists: false } } }[show],
      ...(text !== undefined && { text: { like: text } }),
      ...(level !== undefined && { level: { eq: level } }),
      ...(step !== undefined && { elementId: { eq: step } }),
      ...(due !== undefined && { lostAt: { lt: endOf(due, clock.now()) } }),
    };
    const sort = { by: 'lostAt' as const, descending: false };
    const { items, ...found } = await queries.userTasks.searchOwn(
      { tenantId: actor.tenantId, filter, sort, page: pageOf(page) },
      actor,
    );
    return { items: await withHeadings(actor, items), page: found };
  }

  async function withHeadings({ tenantId }: Actor, tasks: readonly UserTaskItem[]) {
    const keys = [...new Set(tasks.map(({ processInstanceKey }) => processInstanceKey))];
    const orders = await queries.workOrders.ofInstances(tenantId, keys);
    const others = keys.filter((key) => !orders.has(key));
    const matters = await queries.matters.ofInstances(tenantId, others);
    return tasks.map((task) => {
      const { processInstanceKey: key } = task;
      return showTask(task, orders.get(key), matters.get(key));
    });
  }
}

/** The instant before which something is lost. */
function endOf(due: (typeof DUE)[number], now: number): number {
  if (due === 'overdue') return now;
  return due === 'today' ? startOfDay(dayOf(now) + 1) : now + 7 * DAY_MS;
}

/** What the panel of a hand-down does: it reads a redacted pack, so its tasks name the kind of issue alone (Petition Regulation art. 30). */
function isForPanel({ processId, candidateGroups }: UserTaskItem): boolean {
  return processId === 'hand_down' && candidateGroups.includes('mediator');
}

function showTask(task: UserTaskItem, order: OrderHeading | undefined, matter: MatterHeading | undefined) {
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
          title: isForPanel(task) && order.category !== null ? CATEGORIES[order.category].zh : order.title,
          stateLabel: showState(order.state),
          level: order.level,
          dueAt: instantTextOrNull(order.dueAt),
        }
      : null,
    matter: matter ?? null,
  };
}
