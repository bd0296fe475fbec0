import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { answerOf, useApi, type Api } from '../../api/api.ts';

/** What a township's forms offer changes seldom, ms. */
const KEPT_MS = 600_000;

export type Township = Awaited<ReturnType<typeof readTownship>>;
/** Names and villages of a township, as everybody may know them. */
export function useTownship(tenantId: MaybeRefOrGetter<string>) {
  const api = useApi();
  const query = useQuery({
    queryKey: ['township', computed(() => toValue(tenantId))],
    queryFn: () => readTownship(api, toValue(tenantId)),
    staleTime: KEPT_MS,
    enabled: computed(() => toValue(tenantId) !== ''),
  });
  const named = (units: Township['places'] = []) => units.map(({ unitKey, name }) => ({ value: unitKey, label: name }));
  return {
    ...query,
    places: computed(() => named(query.data.value?.places)),
    bodies: computed(() => named(query.data.value?.bodies)),
  };
}

/** The townships that take appeals here. */
export function useTownships() {
  const api = useApi();
  return useQuery({ queryKey: ['township'], queryFn: () => answerOf(api.GET('/api/townships')), staleTime: KEPT_MS });
}

async function readTownship(api: Api, tenantId: string) {
  return answerOf(api.GET('/api/townships/{tenantId}', { params: { path: { tenantId } } }));
}
