import { useQuery } from '@tanstack/vue-query';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { useAction } from '../../parts/action.ts';

const TOUCHES = ['worksheet', 'order', 'user-task', '*'];

export type Board = Awaited<ReturnType<typeof readBoard>>;
export type Row = Board['waiting'][number];
export const CLASSES = ['urgent', 'hard', 'new'] as const;
export type IssueClass = (typeof CLASSES)[number];
/** The eight columns, as the host orders them. */
export const COLUMNS = ['source', 'target', 'content', 'measures', 'result', 'responsible', 'reported', 'due'] as const;
export const CELL = { content: 2, result: 4, responsible: 5, due: 7 } as const;

/** What stands on the worksheet, what waits to be screened, and what stayed an ordinary order. */
export function useBoard() {
  const api = useApi();
  return useQuery({ queryKey: ['*', 'worksheet-board'], queryFn: () => readBoard(api) });
}

export interface Issue {
  readonly orderNo: string;
  readonly days?: number;
  readonly safety: boolean;
  readonly crossSubject: boolean;
  readonly needsProject: boolean;
}

/** What is done with the worksheet beside its tasks. */
export function useWorksheetActions() {
  const api = useApi();
  const params = (orderNo: string, key: string) => ({ path: { orderNo }, header: { 'idempotency-key': key } });
  return {
    submit: useAction(
      ({ orderNo, ...body }: Issue, key) =>
        answerOf(api.POST('/api/work-orders/{orderNo}/worksheet', { params: params(orderNo, key), body })),
      TOUCHES,
    ),
    plan: useAction(
      ({ orderNo, measures }: { orderNo: string; measures: string }, key) =>
        answerOf(api.PUT('/api/work-orders/{orderNo}/measures', { params: params(orderNo, key), body: { measures } })),
      TOUCHES,
    ),
  };
}

/** Open ones first, what is lost first on top. */
export function byUrgency(a: Row, b: Row): number {
  const isDone = Number(a.closedAt !== null) - Number(b.closedAt !== null);
  return isDone || (a.dueAt ?? '~').localeCompare(b.dueAt ?? '~');
}

async function readBoard(api: Api) {
  return answerOf(api.GET('/api/worksheet/board'));
}
