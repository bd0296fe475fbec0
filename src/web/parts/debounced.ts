import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';

/** What `source` says once it has rested for a while. @param pauseMs - how long it must rest */
export function useDebounced<T>(source: () => T, pauseMs: number): Readonly<ShallowRef<T>> {
  const rested = shallowRef(source());
  let waiting: ReturnType<typeof setTimeout> | undefined;
  watch(source, (value) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (rested.value = value), pauseMs);
  });
  onScopeDispose(() => clearTimeout(waiting));
  return rested;
}
