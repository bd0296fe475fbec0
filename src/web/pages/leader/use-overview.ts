import { useQuery } from '@tanstack/vue-query';
import { DAY_MS } from '../../../domain/day.ts';
import { answerOf, useApi, type Api } from '../../api/api.ts';

/** How many orders a list shows; the rest stands on the page of orders. */
const SHOWN = 50;
/** States in which a unit works and a date passes. */
const DUE_STATES = [
  'pending_sign_off',
  'dispatched',
  'signed',
  'return_requested',
  'in_progress',
  'extension_requested',
  'whistled',
  'in_consultation',
  'handed_down',
  'reopened',
] as const;

export type Overview = Awaited<ReturnType<typeof readOverview>>;
export type OrderItem = Awaited<ReturnType<typeof readOrders>>['items'][number];

/** The leader's numbers. */
export function useOverview() {
  const api = useApi();
  return useQuery({ queryKey: ['*', 'overview'], queryFn: () => readOverview(api) });
}

async function readOverview(api: Api) {
  return answerOf(api.GET('/api/overview'));
}

/** Open orders whose date has passed, passes within a day, or is there at all; the tightest first. */
export function useOpenOrders(which: 'late' | 'soon' | 'all') {
  const api = useApi();
  return useQuery({ queryKey: ['*', 'open-orders', which], queryFn: () => readOrders(api, which) });
}

async function readOrders(api: Api, which: 'late' | 'soon' | 'all') {
  const now = Date.now();
  const at = (ms: number) => new Date(ms).toISOString();
  const dueAt = { late: { $lt: at(now) }, soon: { $gte: at(now), $lt: at(now + DAY_MS) }, all: undefined }[which];
  return answerOf(
    api.POST('/api/work-orders/search', {
      body: {
        filter: { state: { $in: [...DUE_STATES] }, ...(dueAt && { dueAt }) },
        sort: [{ field: 'dueAt', order: 'ASC' }],
        page: { limit: SHOWN },
      },
    }),
  );
}
