import { useQuery } from '@tanstack/vue-query';
import { CLOSING_LABELS } from '../../../domain/appeal/appeal-words.ts';
import { labelOf, WORK_ORDER_STATES } from '../../../domain/appeal/work-order-state.ts';
import { TASK_SOURCES } from '../../../domain/worksheet/worksheet-words.ts';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { useAction } from '../../parts/action.ts';
import { useWord } from '../../parts/use-word.ts';

const TOUCHES = ['worksheet', 'order', 'user-task', '*'];

export type Board = Awaited<ReturnType<typeof readBoard>>;
export type Row = Board['waiting'][number];
export const CLASSES = ['urgent', 'hard', 'new'] as const;
export type IssueClass = (typeof CLASSES)[number];
/** The eight columns, as the host orders them. */
export const COLUMNS = ['source', 'target', 'content', 'measures', 'result', 'responsible', 'reported', 'due'] as const;
const RESULTS = [...Object.values(CLOSING_LABELS), ...WORK_ORDER_STATES.map(labelOf)];
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

/** The cells of a row; those that the host words in Chinese in the reader's language. */
export function useCells() {
  const { wordFor } = useWord();
  return (row: Row) =>
    row.cells.map((cell, i) => {
      if (COLUMNS[i] === 'source') return wordFor(Object.values(TASK_SOURCES), cell);
      return COLUMNS[i] === 'result' ? wordFor(RESULTS, cell) : cell;
    });
}

async function readBoard(api: Api) {
  return answerOf(api.GET('/api/worksheet/board'));
}
