import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/vue-query';
import type { Schema } from '@bpmn-io/form-js-viewer';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { ProblemError } from '../../api/problem.ts';

const PAGE = 200;
export const SHOWN = ['all', 'mine', 'offered'] as const;
export type Shown = (typeof SHOWN)[number];
export const DUE = ['overdue', 'today', 'week'] as const;
export const LEVELS = ['L1', 'L2', 'L3', 'L4'] as const;
export type OwnPage = Awaited<ReturnType<typeof readTasks>>;
export type Task = OwnPage['items'][number];
type Pages = InfiniteData<OwnPage, string>;

/** Which of the tasks. Absent: all. */
export interface TaskFilter {
  readonly show: Shown;
  readonly text?: string;
  readonly level?: (typeof LEVELS)[number];
  /** Element id of the task. */
  readonly step?: string;
  readonly due?: (typeof DUE)[number];
}

/**
 * What waits for the caller, what is lost first on top; further pages as they are needed.
 *
 * @param lastSeen - index of the last task in view: when something changes, what is further down is asked for only when one comes there
 */
export function useTasks(filter: MaybeRefOrGetter<Shown | TaskFilter>, lastSeen: () => number = () => 0) {
  const api = useApi();
  const queries = useQueryClient();
  const wanted = computed<TaskFilter>(() => {
    const value = toValue(filter);
    return typeof value === 'string' ? { show: value } : value;
  });
  const query = useInfiniteQuery({
    queryKey: ['user-task', 'own', wanted],
    queryFn: ({ pageParam }) => readTasks(api, wanted.value, pageParam),
    initialPageParam: '',
    getNextPageParam: ({ items, page }) => (items.length === PAGE ? (page.endCursor ?? undefined) : undefined),
    placeholderData: keepPreviousData,
    meta: {
      shrink: () =>
        queries.setQueryData<Pages>(['user-task', 'own', wanted.value], (all) => {
          const needed = Math.floor(lastSeen() / PAGE) + 1;
          return all && { pages: all.pages.slice(0, needed), pageParams: all.pageParams.slice(0, needed) };
        }),
    },
  });
  return {
    ...query,
    tasks: computed(() => query.data.value?.pages.flatMap(({ items }) => items) ?? []),
    total: computed(() => query.data.value?.pages.at(-1)?.page.totalItems ?? 0),
  };
}

async function readTasks(api: Api, filter: TaskFilter, after: string) {
  return answerOf(api.GET('/api/tasks', { params: { query: { ...filter, limit: PAGE, ...(after && { after }) } } }));
}

/** The page of what a task without an order is about. */
export function pathOf({ kind, id }: NonNullable<Task['matter']>): string {
  return { finding: `/findings/${id}`, whistle: `/whistles/${id}`, directive: `/directives/${id}` }[kind];
}

/** When a task is lost: its own date or its order's, whichever comes first. */
export function lostAt({ dueAt, order }: Task): string | null {
  const dates = [dueAt, order?.dueAt].filter((date) => typeof date === 'string');
  return dates.sort()[0] ?? null;
}

/** A task with its form, what is known for it, and its order; null when there is none for the caller. */
export function useTask(userTaskKey: MaybeRefOrGetter<string>) {
  const api = useApi();
  return useQuery({
    queryKey: ['user-task', 'one', computed(() => toValue(userTaskKey))],
    queryFn: () => readTask(api, toValue(userTaskKey)),
  });
}
export type TaskFile = NonNullable<Awaited<ReturnType<typeof readTask>>>;

/** What a form needs, without the task's own values. */
export async function readForm(api: Api, userTaskKey: string): Promise<Schema> {
  const form = await answerOf(api.GET('/v2/user-tasks/{userTaskKey}/form', { params: { path: { userTaskKey } } }));
  return JSON.parse(String(form.schema)) as Schema;
}

async function readTask(api: Api, userTaskKey: string) {
  const params = { path: { userTaskKey } };
  const [task, own] = await Promise.all([
    absent(answerOf(api.GET('/v2/user-tasks/{userTaskKey}', { params }))),
    absent(answerOf(api.GET('/api/tasks/{userTaskKey}', { params }))),
  ]);
  if (!task || !own) return null;
  const [schema, variables] = await Promise.all([
    task.formKey ? readForm(api, userTaskKey) : null,
    answerOf(api.POST('/v2/user-tasks/{userTaskKey}/variables/search', { params, body: {} })),
  ]);
  return {
    task,
    order: own.order,
    matter: own.matter,
    lostAt: lostAt(own),
    schema,
    variables: Object.fromEntries(variables.items.map(({ name, value }) => [name, JSON.parse(value) as unknown])),
  };
}

async function absent<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof ProblemError && error.problem.status === 404) return null;
    throw error;
  });
}
