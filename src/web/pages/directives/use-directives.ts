import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import type { paths } from '../../api/schema.d.ts';
import { useAction } from '../../parts/action.ts';

export type Directive = Awaited<ReturnType<typeof readDirectives>>['items'][number];
export type DirectiveFile = Awaited<ReturnType<typeof readDirective>>;
export type NewDirective = NonNullable<paths['/api/directives']['post']['requestBody']>['content']['application/json'];

export type NewProgress = NonNullable<
  paths['/api/directives/{directiveKey}/progress']['post']['requestBody']
>['content']['application/json'];

const TOUCHES = ['directive', 'user-task', '*'];

/** Directives of the township. */
export function useDirectives() {
  const api = useApi();
  return useQuery({ queryKey: ['directive', 'list'], queryFn: () => readDirectives(api) });
}

async function readDirectives(api: Api) {
  return answerOf(api.GET('/api/directives'));
}

/** One directive with its progress, inspections and the caller's tasks. */
export function useDirective(directiveKey: MaybeRefOrGetter<string>) {
  const api = useApi();
  return useQuery({
    queryKey: ['*', 'directive', computed(() => toValue(directiveKey))],
    queryFn: () => readDirective(api, toValue(directiveKey)),
  });
}

async function readDirective(api: Api, directiveKey: string) {
  return answerOf(api.GET('/api/directives/{directiveKey}', { params: { path: { directiveKey } } }));
}

/** Drafts a directive. */
export function useDraftDirective() {
  const api = useApi();
  return useAction(
    (body: NewDirective, key) =>
      answerOf(api.POST('/api/directives', { params: { header: { 'idempotency-key': key } }, body })),
    TOUCHES,
  );
}

/** What one does with a directive beside its tasks. */
export function useDirectiveActions(directiveKey: () => string) {
  const api = useApi();
  const params = (key: string) => ({ path: { directiveKey: directiveKey() }, header: { 'idempotency-key': key } });
  return {
    publish: useAction(
      (body: NewProgress, key) =>
        answerOf(api.POST('/api/directives/{directiveKey}/progress', { params: params(key), body })),
      TOUCHES,
    ),
    withdraw: useAction(
      (_: null, key) => answerOf(api.POST('/api/directives/{directiveKey}/withdrawal', { params: params(key) })),
      TOUCHES,
    ),
  };
}
