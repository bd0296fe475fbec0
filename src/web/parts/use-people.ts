import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { answerOf, useApi } from '../api/api.ts';
import { useSession } from '../session/session.ts';

/** Names change seldom, ms. */
const KEPT_MS = 600_000;
const ALL = { params: { query: { limit: 1_000 } } };

/** Who works in the township. */
export function usePeople() {
  const api = useApi();
  const { t } = useI18n();
  const { caller } = useSession();
  const { data } = useQuery({
    queryKey: ['account', 'people'],
    queryFn: () => answerOf(api.GET('/api/people', ALL)),
    staleTime: KEPT_MS,
  });
  const people = computed(() => data.value?.items ?? []);
  const names = computed(() => new Map(people.value.map(({ id, displayName }) => [id, displayName])));
  return {
    /** What people call somebody that tasks and histories name: `account:12`. */
    nameOf(id: string): string {
      if (id === caller.value?.id) return t('common.me');
      return names.value.get(id) ?? t(id.startsWith('account:') ? 'common.somebody' : 'common.system');
    },
    /** Those of the caller's unit, without the caller. */
    colleagues: computed(() =>
      people.value.filter(
        ({ id, unitKey, active }) => active && unitKey === caller.value?.unitKey && id !== caller.value?.id,
      ),
    ),
  };
}

/** The units of the township. */
export function useUnits() {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['org-unit', 'all'],
    queryFn: () => answerOf(api.GET('/api/org-units', ALL)),
    staleTime: KEPT_MS,
  });
  const units = computed(() => data.value?.items ?? []);
  const names = computed(() => new Map(units.value.map(({ unitKey, name }) => [unitKey, name])));
  return { units, nameOfUnit: (key: string | null) => (key && names.value.get(key)) ?? '–' };
}
