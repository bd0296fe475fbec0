import { inject, ref, type InjectionKey, type Ref } from 'vue';

const CLOCK: InjectionKey<Readonly<Ref<number>>> = Symbol('clock');

/** One ticking clock for all countdowns of the program: `app.provide(...provideClock())`. */
export function provideClock(): [InjectionKey<Readonly<Ref<number>>>, Readonly<Ref<number>>] {
  const now = ref(Date.now());
  setInterval(() => (now.value = Date.now()), 1_000);
  return [CLOCK, now];
}

/** The time, ms since the epoch, moving once a second. */
export function useNow(): Readonly<Ref<number>> {
  const now = inject(CLOCK);
  if (!now) throw new Error('no clock is provided');
  return now;
}
