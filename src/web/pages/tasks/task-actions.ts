import { useQueryClient, type InfiniteData } from '@tanstack/vue-query';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { useAction } from '../../parts/action.ts';
import { useSession } from '../../session/session.ts';
import type { OwnPage } from './use-tasks.ts';

type OwnTasks = InfiniteData<OwnPage, string>;
const TOUCHES = ['user-task', 'order', '*'];

/** What one does with tasks. */
export function useTaskActions() {
  const api = useApi();
  const queries = useQueryClient();
  const { caller } = useSession();
  return {
    claim: useAction((key: string, intent) => claimTask(api, key, caller.value?.id ?? '', intent), TOUCHES),
    release: useAction(
      (userTaskKey: string, intent) =>
        answerOf(
          api.DELETE('/v2/user-tasks/{userTaskKey}/assignee', {
            params: { path: { userTaskKey }, header: { 'idempotency-key': intent } },
          }),
        ),
      TOUCHES,
    ),
    delegate: useAction(
      ({ userTaskKey, to }: { userTaskKey: string; to: string }, intent) => delegateTask(api, userTaskKey, to, intent),
      TOUCHES,
    ),
    complete: useAction(
      async ({ userTaskKey, variables }: { userTaskKey: string; variables: Record<string, unknown> }, intent) => {
        await completeTask(api, userTaskKey, variables, intent);
        forget(userTaskKey);
      },
      TOUCHES,
    ),
  };

  /** What is done leaves the lists at once: while they are asked again, nobody opens it a second time. */
  function forget(done: string) {
    queries.setQueriesData<OwnTasks>({ queryKey: ['user-task', 'own'] }, (known) => {
      if (!known) return known;
      const left = (page: OwnPage) => ({
        ...page,
        items: page.items.filter(({ userTaskKey }) => userTaskKey !== done),
      });
      return { ...known, pages: known.pages.map(left) };
    });
  }
}

/** Takes a task; refused when somebody else was quicker. */
export function claimTask(api: Api, userTaskKey: string, assignee: string, intent: string) {
  return assign(api, userTaskKey, { assignee, allowOverride: false }, intent);
}

/** Gives a task to somebody else, whoever holds it. */
export function delegateTask(api: Api, userTaskKey: string, assignee: string, intent: string) {
  return assign(api, userTaskKey, { assignee, allowOverride: true }, intent);
}

export function completeTask(api: Api, userTaskKey: string, variables: Record<string, unknown>, intent: string) {
  return answerOf(
    api.POST('/v2/user-tasks/{userTaskKey}/completion', {
      params: { path: { userTaskKey }, header: { 'idempotency-key': intent } },
      body: { variables },
    }),
  );
}

function assign(
  api: Api,
  userTaskKey: string,
  body: { readonly assignee: string; readonly allowOverride: boolean },
  intent: string,
) {
  return answerOf(
    api.POST('/v2/user-tasks/{userTaskKey}/assignment', {
      params: { path: { userTaskKey }, header: { 'idempotency-key': intent } },
      body,
    }),
  );
}
