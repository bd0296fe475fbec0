import { answerOf, useApi } from '../../api/api.ts';
import { useAction } from '../../parts/action.ts';
import type { paths } from '../../api/schema.d.ts';

export type NewWhistle = NonNullable<paths['/api/whistles']['post']['requestBody']>['content']['application/json'];
export type ReportIn = NonNullable<
  paths['/api/whistles/{whistleNo}/report-ins']['post']['requestBody']
>['content']['application/json'];
export type BackRating = NonNullable<
  paths['/api/whistles/{whistleNo}/back-ratings']['post']['requestBody']
>['content']['application/json']['rating'];
/** What the rater gives; the other items follow from when the unit signed and came, and who came. */
export interface Rating {
  readonly cooperation: number;
  readonly effect: number;
  readonly feedback: number;
  readonly falseResult: boolean;
}

const TOUCHES = ['whistle', 'user-task', '*'];

/** What one does with a whistle beside its tasks, and the rating of its units. */
export function useWhistleActions(whistleNo: () => string) {
  const api = useApi();
  const params = (key: string) => ({ path: { whistleNo: whistleNo() }, header: { 'idempotency-key': key } });
  return {
    contact: useAction(
      (unitKey: string, key) =>
        answerOf(api.POST('/api/whistles/{whistleNo}/contacts', { params: params(key), body: { unitKey } })),
      TOUCHES,
    ),
    reportIn: useAction(
      (body: ReportIn, key) =>
        answerOf(api.POST('/api/whistles/{whistleNo}/report-ins', { params: params(key), body })),
      TOUCHES,
    ),
    backRate: useAction(
      (body: { unitKey: string; rating: BackRating }, key) =>
        answerOf(api.POST('/api/whistles/{whistleNo}/back-ratings', { params: params(key), body })),
      TOUCHES,
    ),
    correct: useAction(
      (unitKey: string, key) =>
        answerOf(api.POST('/api/whistles/{whistleNo}/rating-corrections', { params: params(key), body: { unitKey } })),
      TOUCHES,
    ),
    callOff: useAction(
      (reason: string, key) =>
        answerOf(api.POST('/api/whistles/{whistleNo}/cancellation', { params: params(key), body: { reason } })),
      TOUCHES,
    ),
    rate: useAction(
      ({ userTaskKey, rating }: { userTaskKey: string; rating: Rating }, key) =>
        answerOf(
          api.POST('/v2/user-tasks/{userTaskKey}/completion', {
            params: { path: { userTaskKey }, header: { 'idempotency-key': key } },
            body: { variables: { rating } },
          }),
        ),
      TOUCHES,
    ),
  };
}

/** Blows a whistle. */
export function useBlow() {
  const api = useApi();
  return useAction(
    (body: NewWhistle, key) =>
      answerOf(api.POST('/api/whistles', { params: { header: { 'idempotency-key': key } }, body })),
    TOUCHES,
  );
}
