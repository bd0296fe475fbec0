import { answerOf, useApi } from '../../api/api.ts';
import { useAction } from '../../parts/action.ts';
import { useSession } from '../../session/session.ts';

const TOUCHES = ['user-task', 'order'];

/** What one does with tasks. */
export function useTaskActions() {
  const api = useApi();
  const { caller } = useSession();
  return {
    claim: useAction(
      (userTaskKey: string, key) =>
        answerOf(
          api.POST('/v2/user-tasks/{userTaskKey}/assignment', {
            params: { path: { userTaskKey }, header: { 'idempotency-key': key } },
            body: { assignee: caller.value?.id ?? '', allowOverride: false },
          }),
        ),
      TOUCHES,
    ),
    release: useAction(
      (userTaskKey: string, key) =>
        answerOf(
          api.DELETE('/v2/user-tasks/{userTaskKey}/assignee', {
            params: { path: { userTaskKey }, header: { 'idempotency-key': key } },
          }),
        ),
      TOUCHES,
    ),
    complete: useAction(
      ({ userTaskKey, variables }: { userTaskKey: string; variables: Record<string, unknown> }, key) =>
        answerOf(
          api.POST('/v2/user-tasks/{userTaskKey}/completion', {
            params: { path: { userTaskKey }, header: { 'idempotency-key': key } },
            body: { variables },
          }),
        ),
      TOUCHES,
    ),
  };
}
