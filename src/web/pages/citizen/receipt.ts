import { inject, ref, type InjectionKey, type Ref } from 'vue';

/** What proves that a case is one's own. It lives in the memory of this page alone: in no address, no history and no storage. */
export interface Receipt {
  readonly orderNo: string;
  readonly code: string;
}
type Held = Ref<Receipt | null>;

const HELD: InjectionKey<Held> = Symbol('receipt');

/** `provide(...createReceipt())` */
export function createReceipt(): [InjectionKey<Held>, Held] {
  return [HELD, ref(null)];
}

/** The receipt that the visitor has shown on this page; null: none yet. */
export function useReceipt(): Held {
  const held = inject(HELD);
  if (!held) throw new Error('no receipt is provided');
  return held;
}
