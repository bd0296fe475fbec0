import { inject, reactive, type InjectionKey } from 'vue';

/**
 * What a visitor has filled in and not sent, kept while they look at other pages of the township and no longer: the browser may be one that
 * others use after them.
 */
type Unsent = Map<string, object>;

const UNSENT: InjectionKey<Unsent> = Symbol('unsent');

/** `provide(...createUnsent())` */
export function createUnsent(): [InjectionKey<Unsent>, Unsent] {
  return [UNSENT, new Map()];
}

/** The fields of a form as they were left. */
export function useUnsent<T extends object>(form: string, blank: T) {
  const kept = inject(UNSENT);
  if (!kept) throw new Error('nothing keeps what is unsent');
  const entered = kept.get(form) ?? reactive(blank);
  kept.set(form, entered);
  return { entered: entered as T, drop: () => kept.delete(form) };
}
