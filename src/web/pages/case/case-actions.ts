import { answerOf, useApi } from '../../api/api.ts';
import { useAction } from '../../parts/action.ts';

const TOUCHES = ['order', 'appeal', 'user-task', '*'];
export const NOTE_KINDS = ['contact', 'site_check', 'handling', 'review', 'callback'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** What one does with a case beside its tasks. */
export function useCaseActions(orderNo: () => string) {
  const api = useApi();
  const params = (key: string) => ({ path: { orderNo: orderNo() }, header: { 'idempotency-key': key } });
  return {
    supplement: useAction(
      (text: string, key) =>
        answerOf(api.POST('/api/appeals/{orderNo}/supplements', { params: params(key), body: { text } })),
      TOUCHES,
    ),
    withdraw: useAction(
      (text: string, key) =>
        answerOf(
          api.POST('/api/appeals/{orderNo}/withdrawal', { params: params(key), body: text.trim() ? { text } : {} }),
        ),
      TOUCHES,
    ),
    note: useAction(
      ({ kind, text }: { kind: NoteKind; text: string }, key) =>
        answerOf(api.POST('/api/work-orders/{orderNo}/notes', { params: params(key), body: { kind, text } })),
      TOUCHES,
    ),
    resolve: useAction(
      (_: null, key) => answerOf(api.POST('/api/work-orders/{orderNo}/condition-resolved', { params: params(key) })),
      TOUCHES,
    ),
    reveal: useAction(
      (reason: string, key) =>
        answerOf(api.POST('/api/appeals/{orderNo}/reveal', { params: params(key), body: { reason } })),
      TOUCHES,
    ),
  };
}
