import { onScopeDispose, ref, type Ref } from 'vue';

/** Whether the page has room for columns beside each other. */
export function useWide(): Readonly<Ref<boolean>> {
  const query = matchMedia('(min-width: 48rem)');
  const isWide = ref(query.matches);
  const look = () => (isWide.value = query.matches);
  query.addEventListener('change', look);
  onScopeDispose(() => query.removeEventListener('change', look));
  return isWide;
}
