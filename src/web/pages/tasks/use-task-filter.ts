import { computed, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useSession } from '../../session/session.ts';
import { DUE, LEVELS, SHOWN, type TaskFilter } from './use-tasks.ts';

/** A choice of tasks under a name. */
export interface SavedView {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Which tasks are shown: it stands in the address, so that it can be bookmarked, and under names in this browser. */
export function useTaskFilter() {
  const route = useRoute();
  const router = useRouter();
  const { caller } = useSession();
  const place = `jiesu.views.tasks.${caller.value?.id ?? 'nobody'}`;
  const views = ref<readonly SavedView[]>(JSON.parse(localStorage.getItem(place) ?? '[]') as SavedView[]);
  const said = (name: string) => String(route.query[name] ?? '');
  const filter = computed<TaskFilter>(() => {
    const level = LEVELS.find((each) => each === said('level'));
    const due = DUE.find((each) => each === said('due'));
    return {
      show: SHOWN.find((each) => each === said('show')) ?? 'all',
      ...(said('text') && { text: said('text') }),
      ...(level && { level }),
      ...(said('step') && { step: said('step') }),
      ...(due && { due }),
    };
  });
  const keep = (changed: readonly SavedView[]) => {
    views.value = changed;
    localStorage.setItem(place, JSON.stringify(changed));
  };
  return {
    filter,
    views,
    isFiltered: computed(() => Object.keys(filter.value).length > 1 || filter.value.show !== 'all'),
    /** An empty value takes a condition away. */
    set(changes: Readonly<Record<string, string>>) {
      const all: Record<string, string> = { ...asQuery(filter.value), ...changes };
      void router.replace({ query: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')) });
    },
    open: ({ query }: SavedView) => void router.replace({ query: { ...query } }),
    clear: () => void router.replace({ query: {} }),
    save: (name: string) =>
      keep([...views.value.filter((view) => view.name !== name), { name, query: asQuery(filter.value) }]),
    drop: (name: string) => keep(views.value.filter((view) => view.name !== name)),
  };
}

function asQuery({ show, ...rest }: TaskFilter): Record<string, string> {
  return { ...(show !== 'all' && { show }), ...rest } as Record<string, string>;
}
