import { onScopeDispose, toValue, type MaybeRefOrGetter } from 'vue';
import { DAY_MS } from '../../domain/day.ts';
import { useSession } from '../session/session.ts';

/** How long a draft is kept, ms. */
const KEPT_MS = 7 * DAY_MS;
/** Writing waits for a pause in typing, ms. */
const PAUSE_MS = 400;

/** What somebody has filled in and not sent yet, kept in this browser. */
export interface Draft<T> {
  /** What was kept; undefined when there is none or it is too old. */
  read(): T | undefined;
  keep(value: T): void;
  drop(): void;
}

/**
 * A draft that belongs to the caller and to one thing (`task:17`). Survives reloading, a lost network and an ended session.
 */
export function useDraft<T>(thing: MaybeRefOrGetter<string>): Draft<T> {
  const { caller } = useSession();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let unkept: (() => void) | undefined;
  const nameOf = () => `jiesu.draft.${caller.value?.id ?? 'nobody'}.${toValue(thing)}`;
  const keepNow = () => unkept?.();
  // closing or reloading the page disposes of nothing
  window.addEventListener('pagehide', keepNow);
  onScopeDispose(() => {
    keepNow();
    window.removeEventListener('pagehide', keepNow);
  });
  return {
    read() {
      const text = localStorage.getItem(nameOf());
      if (text === null) return undefined;
      const { at, value } = JSON.parse(text) as { at: number; value: T };
      if (Date.now() - at < KEPT_MS) return value;
      localStorage.removeItem(nameOf());
      return undefined;
    },
    keep(value) {
      clearTimeout(waiting);
      const name = nameOf();
      unkept = () => {
        clearTimeout(waiting);
        unkept = undefined;
        localStorage.setItem(name, JSON.stringify({ at: Date.now(), value }));
      };
      waiting = setTimeout(unkept, PAUSE_MS);
    },
    drop() {
      clearTimeout(waiting);
      unkept = undefined;
      localStorage.removeItem(nameOf());
    },
  };
}
