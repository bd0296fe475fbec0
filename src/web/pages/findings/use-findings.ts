import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import type { paths } from '../../api/schema.d.ts';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { useAction } from '../../parts/action.ts';

export type Finding = Awaited<ReturnType<typeof readFindings>>['items'][number];
export type FindingFile = Awaited<ReturnType<typeof readFinding>>;
export type NewFinding = paths['/api/findings']['post']['requestBody']['content']['application/json'];
export type FindingKind = NewFinding['kind'];

/** Danger that nobody has claimed comes first, then what is open, then the newest. */
export function useFindings() {
  const api = useApi();
  const query = useQuery({ queryKey: ['*', 'findings'], queryFn: () => readFindings(api) });
  const rank = ({ safety, closedAt, claimedAt }: Finding) => {
    if (closedAt) return 3;
    return safety && !claimedAt ? 0 : claimedAt ? 2 : 1;
  };
  const findings = computed(() => [...(query.data.value?.items ?? [])].sort((a, b) => rank(a) - rank(b)));
  return { ...query, findings };
}

/** A finding with the places of its sweep, what of it waits for the caller, and its photos. */
export function useFinding(findingNo: MaybeRefOrGetter<string>) {
  const api = useApi();
  const no = computed(() => toValue(findingNo));
  return {
    file: useQuery({ queryKey: ['*', 'finding', no], queryFn: () => readFinding(api, no.value), retry: false }),
    photos: useQuery({
      queryKey: ['finding', 'photos', no],
      queryFn: () =>
        answerOf(api.GET('/api/findings/{findingNo}/photos', { params: { path: { findingNo: no.value } } })),
      retry: false,
    }),
  };
}

/** Where a photo of a finding is. */
export function photoUrl(findingNo: string, photoKey: string): string {
  return `/api/findings/${encodeURIComponent(findingNo)}/photos/${photoKey}/content`;
}

/** What people of the grid did in a month. */
export function useCounters(month: MaybeRefOrGetter<string>) {
  const api = useApi();
  const wanted = computed(() => toValue(month));
  return useQuery({
    queryKey: ['*', 'grid-counters', wanted],
    queryFn: () => answerOf(api.GET('/api/grid-counters', { params: { query: { month: wanted.value } } })),
  });
}

export function useReporting() {
  const api = useApi();
  return useAction((body: NewFinding, key) =>
    answerOf(api.POST('/api/findings', { params: { header: { 'idempotency-key': key } }, body })),
  );
}

async function readFindings(api: Api) {
  return answerOf(api.GET('/api/findings'));
}

async function readFinding(api: Api, findingNo: string) {
  return answerOf(api.GET('/api/findings/{findingNo}', { params: { path: { findingNo } } }));
}
