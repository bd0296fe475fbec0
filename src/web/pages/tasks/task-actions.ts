import { answerOf, useApi, type Api } from '../../api/api.ts';
import { useAction } from '../../parts/action.ts';
import { useSession } from '../../session/session.ts';

const TOUCHES = ['user-task', 'order', '*'];

/** What one does with tasks. */
export function useTaskActions() {
  const api = useApi();
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
      ({ userTaskKey, variables }: { userTaskKey: string; variables: Record<string, unknown> }, intent) =>
        completeTask(api, userTaskKey, variables, intent),
      TOUCHES,
    ),
  };
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
