import { onBeforeUnmount, ref, type Ref } from 'vue';

/** The time, ms since the epoch, moving on its own while the component stands. @param everyMs - how often */
export function useNow(everyMs = 1_000): Ref<number> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), everyMs);
  onBeforeUnmount(() => clearInterval(timer));
  return now;
}
