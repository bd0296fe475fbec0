import { useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { ProblemError } from '../../api/problem.ts';
import { useAction } from '../../parts/action.ts';

export const SHOWN = ['open', 'ended', 'all'] as const;
export const KINDS = ['multi', 'mass'] as const;
/** Petition Regulation art. 20. */
export const MOST_REPRESENTATIVES = 5;
const TOUCHES = ['cluster', 'order', '*'];

export interface ClusterFilter {
  readonly show: (typeof SHOWN)[number];
  readonly kind?: (typeof KINDS)[number];
}
export type ClusterItem = Awaited<ReturnType<typeof readClusters>>[number];
export type Cluster = NonNullable<Awaited<ReturnType<typeof readCluster>>>;
export type Member = Cluster['orders'][number];

/** The newest first; at most 200. */
export function useClusters(filter: MaybeRefOrGetter<ClusterFilter>) {
  const api = useApi();
  const wanted = computed(() => toValue(filter));
  // their parents' titles and states are shown as well
  return useQuery({ queryKey: ['*', 'clusters', wanted], queryFn: () => readClusters(api, wanted.value) });
}

/** One cluster with its orders; null: there is none for the caller. */
export function useCluster(clusterKey: MaybeRefOrGetter<string>) {
  const api = useApi();
  const key = computed(() => toValue(clusterKey));
  return useQuery({ queryKey: ['*', 'cluster', key], queryFn: () => readCluster(api, key.value) });
}

/** Who may be put in charge. */
export function useLeaders() {
  const api = useApi();
  const read = async () => (await answerOf(api.GET('/api/clusters/leaders'))).items;
  return useQuery({ queryKey: ['account', 'cluster-leaders'], queryFn: read, staleTime: 600_000, retry: false });
}

/** What one does with a cluster. */
export function useClusterActions(clusterKey: () => string) {
  const api = useApi();
  const header = (key: string) => ({ 'idempotency-key': key });
  const member = (orderNo: string, key: string) => ({
    path: { clusterKey: clusterKey(), orderNo },
    header: header(key),
  });
  return {
    name: useAction(
      (orderNo: string, key) =>
        answerOf(
          api.POST('/api/clusters/{clusterKey}/representatives', {
            params: { path: { clusterKey: clusterKey() }, header: header(key) },
            body: { orderNo },
          }),
        ),
      TOUCHES,
    ),
    dismiss: useAction(
      (orderNo: string, key) =>
        answerOf(api.DELETE('/api/clusters/{clusterKey}/representatives/{orderNo}', { params: member(orderNo, key) })),
      TOUCHES,
    ),
    lead: useAction(
      (leader: string, key) =>
        answerOf(
          api.PUT('/api/clusters/{clusterKey}/leader', {
            params: { path: { clusterKey: clusterKey() }, header: header(key) },
            body: { leader },
          }),
        ),
      TOUCHES,
    ),
    detach: useAction(
      ({ orderNo, reason }: { orderNo: string; reason: string }, key) =>
        answerOf(
          api.POST('/api/clusters/{clusterKey}/members/{orderNo}/detachment', {
            params: member(orderNo, key),
            body: { reason },
          }),
        ),
      TOUCHES,
    ),
  };
}

// helpers

async function readClusters(api: Api, { show, kind }: ClusterFilter) {
  const query = {
    ...(show !== 'all' && { open: show === 'open' ? ('true' as const) : ('false' as const) }),
    ...(kind && { kind }),
  };
  return (await answerOf(api.GET('/api/clusters', { params: { query } }))).items;
}

async function readCluster(api: Api, clusterKey: string) {
  return answerOf(api.GET('/api/clusters/{clusterKey}', { params: { path: { clusterKey } } })).catch(
    (error: unknown) => {
      if (error instanceof ProblemError && error.problem.status === 404) return null;
      throw error;
    },
  );
}
