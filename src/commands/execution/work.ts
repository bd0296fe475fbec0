import type { ScopeInstance } from '../../domain/process-instance.ts';
import type { Execution } from './execution.ts';

export type Variables = Readonly<Record<string, unknown>>;

/**
 * What is left to do in a decision. Everything that follows from something else goes through this queue, so a long chain cannot overflow the
 * stack, a throw takes effect before what follows it, and a budget stops what would never end. Slots are named by key: an earlier piece of work
 * may have removed them.
 */
export type Work = InScope &
  (
    | { readonly do: 'begin'; readonly startElementId: string | null }
    | { readonly do: 'open'; readonly slotKey: number }
    | { readonly do: 'open-item'; readonly slotKey: number; readonly index: number }
    /** The activity's work is done: output mappings, then on. `itemKey`: one item of a multi-instance activity. */
    | { readonly do: 'complete'; readonly slotKey: number; readonly itemKey?: number; readonly variables: Variables }
    /** Asks the engine how it goes on after the slot. */
    | { readonly do: 'step'; readonly slotKey: number }
    /** A trigger fired: a catch or boundary slot, a non-interrupting boundary of a slot, or an event sub-process of the scope. */
    | { readonly do: 'fire'; readonly ownerKey: number; readonly elementId: string; readonly variables: Variables }
    /** `slotKey` null: thrown out of the scope as a whole. */
    | {
        readonly do: 'throw-error';
        readonly slotKey: number | null;
        readonly code: string;
        readonly message: string;
        readonly variables: Variables;
      }
    | { readonly do: 'escalate'; readonly slotKey: number; readonly code: string }
    | { readonly do: 'compensate'; readonly slotKey: number }
    /** The scope may be over. */
    | { readonly do: 'finish' }
  );

interface InScope {
  readonly execution: Execution;
  readonly scope: ScopeInstance;
}
