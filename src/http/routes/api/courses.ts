import { Type, type Static } from 'typebox';
import type { Actor } from '../../../domain/actor.ts';
import { appealError } from '../../../domain/appeal/appeal-errors.ts';
import type { CourseInstance, CourseTask } from '../../../domain/side-route/course-query-ports.ts';
import { openElements } from '../../../domain/process/open-elements.ts';
import { PROCESS_INSTANCE_STATES, USER_TASK_STATES } from '../../../domain/process/process-tables.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { answerUnlessKnown } from '../../etag.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS } from '../../schemas/cases.ts';
import {
  Instant,
  instantText,
  instantTextOrNull,
  Key,
  keyOf,
  keyText,
  keyTextOrNull,
  Nullable,
} from '../../schemas/common.ts';
import { found } from '../../tenant.ts';

const READ = needs('appeals:read');
const TAG = 'Work order';
/** Entries of the audit trail read at once. */
const ENTRIES = 1_000;
const Task = Type.Object({
  userTaskKey: Key,
  elementId: Type.String(),
  name: Nullable(Type.String()),
  state: Type.Enum(USER_TASK_STATES),
  assignee: Nullable(Type.String()),
  createdAt: Instant,
  endedAt: Nullable(Instant),
  dueAt: Nullable(Instant),
});
const Diagram = Type.Object({
  processInstanceKey: Key,
  processDefinitionKey: Key,
  processDefinitionId: Type.String(),
  name: Nullable(Type.String()),
  state: Type.Enum(PROCESS_INSTANCE_STATES),
  parentProcessInstanceKey: Nullable(Key),
  parentElementId: Nullable(
    Type.String({ description: 'The call activity that waits for it; null once it has ended' }),
  ),
  startedAt: Instant,
  endedAt: Nullable(Instant),
  hasIncident: Type.Boolean(),
  active: Type.Array(Type.String(), { description: 'Elements where it stands; listening boundary events among them' }),
  visited: Type.Array(Type.String(), { description: 'Elements and flows that it has passed' }),
  late: Type.Array(Type.String(), { description: 'Elements whose open tasks are overdue' }),
  tasks: Type.Array(Task),
});
const XML_PARAMS = Type.Object({ ...ORDER_PARAMS.properties, processDefinitionKey: Key });
type OrderAsk = Ask<Static<typeof ORDER_PARAMS>, unknown, unknown>;

/** How an order runs through its diagrams, for whoever may read the order. */
export function courseRoutes({ queries, clock }: HttpDeps): readonly Route[] {
  const { courses, workOrders } = queries;
  return [
    route(
      'GET',
      '/api/work-orders/{orderNo}/diagrams',
      {
        access: READ,
        tag: TAG,
        summary: 'Where a work order stands in its diagrams 流程图进度',
        params: ORDER_PARAMS,
        answer: Type.Object({ items: Type.Array(Diagram) }),
      },
      list,
    ),
    route(
      'GET',
      '/api/work-orders/{orderNo}/diagrams/{processDefinitionKey}/xml',
      {
        access: READ,
        tag: TAG,
        summary: 'A diagram that a work order runs in 流程图',
        params: XML_PARAMS,
        answer: Type.String(),
        produces: 'text/xml',
      },
      xml,
    ),
  ];

  async function list({ actor, params: { orderNo } }: OrderAsk) {
    const instances = await instancesOf(actor, orderNo);
    const keys = instances.map(({ key }) => key);
    const [tasks, visited] = await Promise.all([courses.tasks(actor.tenantId, keys), passed(actor, orderNo)]);
    const now = clock.now();
    const openAt = new Map(
      instances.flatMap(({ tree }) =>
        openElements(tree).flatMap(({ elementId, keys }) => keys.map((key) => [key, elementId] as const)),
      ),
    );
    return {
      items: instances.map((instance) => ({
        ...showInstance(instance),
        parentElementId: openAt.get(instance.parentElementInstanceKey ?? -1) ?? null,
        visited: [...(visited.get(instance.key) ?? [])],
        ...showTasks(
          tasks.filter((task) => task.processInstanceKey === instance.key),
          now,
        ),
      })),
    };
  }

  async function xml({ actor, params, request, reply }: Ask<Static<typeof XML_PARAMS>, unknown, unknown>) {
    const key = keyOf(params.processDefinitionKey);
    const instances = await instancesOf(actor, params.orderNo);
    const isOfOrder = instances.some(({ processDefinitionKey }) => processDefinitionKey === key);
    const file = isOfOrder ? await queries.processDefinitions.findXml(actor.tenantId, key) : undefined;
    const { content, checksum } = found(
      file,
      { zh: '流程定义', en: 'process definition' },
      params.processDefinitionKey,
    );
    return answerUnlessKnown(request, reply.type('text/xml'), checksum, () => content);
  }

  async function instancesOf(actor: Actor, orderNo: string): Promise<readonly CourseInstance[]> {
    const file = await workOrders.find(actor, orderNo);
    if (!file) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    const { processInstanceKey } = file.order;
    return processInstanceKey === null ? [] : courses.instances(actor.tenantId, orderNo, processInstanceKey);
  }

  /** What each instance has passed, by its key. */
  async function passed(actor: Actor, orderNo: string): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
    const ids = new Map<number, Set<string>>();
    let after = 0;
    for (;;) {
      const entries = (await workOrders.history(actor, orderNo, after, ENTRIES)) ?? [];
      for (const { type, processInstanceKey, detail } of entries.flatMap(({ events }) => events)) {
        if (type !== 'elements.passed' || processInstanceKey === undefined) continue;
        const seen = ids.get(processInstanceKey) ?? new Set();
        ids.set(processInstanceKey, seen);
        for (const id of detail?.['ids'] as readonly string[]) seen.add(id);
      }
      if (entries.length < ENTRIES) return ids;
      after = entries.at(-1)?.key ?? Number.MAX_SAFE_INTEGER;
    }
  }
}

// helpers

function showInstance(instance: CourseInstance) {
  return {
    processInstanceKey: keyText(instance.key),
    processDefinitionKey: keyText(instance.processDefinitionKey),
    processDefinitionId: instance.processId,
    name: instance.processName,
    state: instance.state,
    parentProcessInstanceKey: keyTextOrNull(instance.parentProcessInstanceKey),
    startedAt: instantText(instance.startedAt),
    endedAt: instantTextOrNull(instance.endedAt),
    hasIncident: instance.hasIncident,
    active: [...new Set(openElements(instance.tree).map(({ elementId }) => elementId))],
  };
}

function showTasks(tasks: readonly CourseTask[], now: number) {
  const late = tasks.filter(({ state, dueAt }) => state === 'CREATED' && dueAt !== null && dueAt < now);
  return {
    late: [...new Set(late.map(({ elementId }) => elementId))],
    tasks: tasks.map(({ key, elementId, name, state, assignee, createdAt, endedAt, dueAt }) => ({
      userTaskKey: keyText(key),
      elementId,
      name,
      state,
      assignee,
      createdAt: instantText(createdAt),
      endedAt: instantTextOrNull(endedAt),
      dueAt: instantTextOrNull(dueAt),
    })),
  };
}
