import { useInfiniteQuery, useQuery } from '@tanstack/vue-query';
import type { Schema } from '@bpmn-io/form-js-viewer';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { ProblemError } from '../../api/problem.ts';

const PAGE = 100;
export const SHOWN = ['all', 'mine', 'offered'] as const;
export type Shown = (typeof SHOWN)[number];
export type Task = Awaited<ReturnType<typeof readTasks>>['items'][number];

/** What waits for the caller, most urgent first. */
export function useTasks(show: MaybeRefOrGetter<Shown>) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: ['user-task', 'own', computed(() => toValue(show))],
    queryFn: ({ pageParam }) => readTasks(api, toValue(show), pageParam),
    initialPageParam: '',
    getNextPageParam: ({ page }) => (page.hasMoreTotalItems ? (page.endCursor ?? undefined) : undefined),
  });
  return { ...query, tasks: computed(() => query.data.value?.pages.flatMap(({ items }) => items) ?? []) };
}

async function readTasks(api: Api, show: Shown, after: string) {
  return answerOf(api.GET('/api/tasks', { params: { query: { show, limit: PAGE, ...(after && { after }) } } }));
}

/** A task with its form and what is known for it; null when it is no longer there. */
export function useTask(userTaskKey: MaybeRefOrGetter<string>) {
  const api = useApi();
  return useQuery({
    queryKey: ['user-task', 'one', computed(() => toValue(userTaskKey))],
    queryFn: () => readTask(api, toValue(userTaskKey)),
  });
}

async function readTask(api: Api, userTaskKey: string) {
  const params = { path: { userTaskKey } };
  const task = await absent(answerOf(api.GET('/v2/user-tasks/{userTaskKey}', { params })));
  if (task?.state !== 'CREATED') return null;
  const [form, variables] = await Promise.all([
    task.formKey ? answerOf(api.GET('/v2/user-tasks/{userTaskKey}/form', { params })) : null,
    answerOf(api.POST('/v2/user-tasks/{userTaskKey}/variables/search', { params, body: {} })),
  ]);
  return {
    task,
    schema: form ? (JSON.parse(String(form.schema)) as Schema) : null,
    variables: Object.fromEntries(variables.items.map(({ name, value }) => [name, JSON.parse(value) as unknown])),
  };
}

async function absent<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof ProblemError && error.problem.status === 404) return null;
    throw error;
  });
}
