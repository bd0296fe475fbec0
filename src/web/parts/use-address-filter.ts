import { reactive, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** Conditions of a list that stand in the address, so that they can be bookmarked; empty ones stay out of it. */
export function useAddressFilter<K extends string>(names: readonly K[]): Record<K, string> {
  const route = useRoute();
  const router = useRouter();
  const { path } = route;
  const said = () => Object.fromEntries(names.map((name) => [name, String(route.query[name] ?? '')]));
  const filter = reactive(said()) as Record<K, string>;
  let writing = 0;
  watch(filter, async () => {
    const query = names.map((name) => [name, filter[name]] as const).filter(([, value]) => value !== '');
    writing++;
    await router.replace({ query: Object.fromEntries(query) });
    writing--;
  });
  watch(
    () => route.query,
    () => {
      // what is being typed is newer than what comes back; the page that is left keeps its hands off the address of the next
      if (route.path === path && writing === 0) Object.assign(filter, said());
    },
  );
  return filter;
}
