import { useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { ProblemError } from '../../api/problem.ts';

const EVENTS = 1_000;
type OrderNo = MaybeRefOrGetter<string | undefined>;

export type Case = NonNullable<Awaited<ReturnType<typeof readCase>>>;
export type HistoryItem = Awaited<ReturnType<typeof readHistory>>[number];
export type Diagram = Awaited<ReturnType<typeof readDiagrams>>[number];
export type Suspension = Awaited<ReturnType<typeof readSuspensions>>[number];
export type Attachment = Awaited<ReturnType<typeof readAttachments>>[number];

/** The order and its appeal; null when the caller may not see it. */
export function useCase(orderNo: OrderNo) {
  return useOfOrder('case', orderNo, readCase);
}

/** What has happened, oldest first. */
export function useHistory(orderNo: OrderNo) {
  return useOfOrder('history', orderNo, readHistory);
}

/** Where it stands in its diagrams, with its people's work. */
export function useDiagrams(orderNo: OrderNo) {
  return useOfOrder('diagrams', orderNo, readDiagrams);
}

export function useAttachments(orderNo: OrderNo) {
  return useOfOrder('attachments', orderNo, readAttachments);
}

/** How often and why it was put on the books, oldest first. */
export function useSuspensions(orderNo: OrderNo) {
  return useOfOrder('suspensions', orderNo, readSuspensions);
}

/** A diagram as it was deployed: never changes. */
export function useDiagramXml(orderNo: MaybeRefOrGetter<string>, definition: MaybeRefOrGetter<string | undefined>) {
  const api = useApi();
  return useQuery({
    queryKey: ['process-definition', computed(() => toValue(definition)), 'xml'],
    enabled: computed(() => toValue(definition) !== undefined),
    staleTime: Infinity,
    queryFn: () =>
      answerOf(
        api.GET('/api/work-orders/{orderNo}/diagrams/{processDefinitionKey}/xml', {
          params: { path: { orderNo: toValue(orderNo), processDefinitionKey: toValue(definition) ?? '' } },
          parseAs: 'text',
        }),
      ),
  });
}

function useOfOrder<T>(what: string, orderNo: OrderNo, read: (api: Api, orderNo: string) => Promise<T>) {
  const api = useApi();
  return useQuery({
    queryKey: ['*', what, computed(() => toValue(orderNo))],
    enabled: computed(() => toValue(orderNo) !== undefined),
    queryFn: () => read(api, toValue(orderNo) ?? ''),
  });
}

async function readCase(api: Api, orderNo: string) {
  return answerOf(api.GET('/api/work-orders/{orderNo}', { params: { path: { orderNo } } })).catch((error: unknown) => {
    if (error instanceof ProblemError && error.problem.status === 404) return null;
    throw error;
  });
}

async function readHistory(api: Api, orderNo: string) {
  const path = { orderNo };
  const read = (after?: string) =>
    answerOf(
      api.GET('/api/work-orders/{orderNo}/history', {
        params: { path, query: { limit: EVENTS, ...(after !== undefined && { after }) } },
      }),
    );
  let { items, page } = await read();
  while (page.endCursor !== null) {
    const more = await read(page.endCursor);
    items = [...items, ...more.items];
    page = more.page;
  }
  return items;
}

async function readDiagrams(api: Api, orderNo: string) {
  const { items } = await answerOf(api.GET('/api/work-orders/{orderNo}/diagrams', { params: { path: { orderNo } } }));
  return items;
}

async function readSuspensions(api: Api, orderNo: string) {
  const file = await answerOf(api.GET('/api/work-orders/{orderNo}/side-routes', { params: { path: { orderNo } } }));
  return file.suspensions;
}

async function readAttachments(api: Api, orderNo: string) {
  const { items } = await answerOf(
    api.GET('/api/work-orders/{orderNo}/attachments', { params: { path: { orderNo } } }),
  );
  return items;
}
