/**
 * Where a process instance stands: a tree of scopes. Each unit of a process definition (the process itself, each embedded sub-process,
 * event sub-process and non-interrupting boundary path) is a small flat diagram of its own; a scope points to one of its interned states.
 * Everything open is found by key from here, so no list has to be searched to go on or to cancel.
 */
export interface ScopeInstance extends Listening {
  /** Element instance key of this scope; the process instance key for the process itself. */
  readonly key: number;
  /** Which unit of the definition. */
  readonly unit: string;
  /** Interned state, null once the scope's own tokens are gone and it only waits for `children`. */
  state: number | null;
  /** What is open in that state, by slot id of the state. */
  slots: Record<string, SlotInstance>;
  /** Scopes that run inside this one. */
  children: ChildInstance[];
  /** Variables of this scope; the process's own are in the row. */
  variables?: Record<string, unknown>;
  /** Completed activities of this scope that can be compensated, oldest first. */
  compensable?: Compensable[];
  /** The scope could not begin; resolving the incident begins it again. */
  stuck?: { readonly incidentKey: number; readonly startElementId: string | null };
}

/** Keys of the timers and subscriptions that an instance of something listens with. */
export interface Listening {
  timers?: number[];
  subscriptions?: number[];
}

/** A scope inside another. `slotKey`: element instance key of the slot it belongs to, absent when it belongs to the whole scope. */
export interface ChildInstance {
  readonly role: 'body' | 'item' | 'boundary' | 'eventSubProcess' | 'compensation';
  readonly slotKey?: number;
  /** Of an item: its index. */
  readonly index?: number;
  readonly scope: ScopeInstance;
}

/** Work that one entry into an activity opened: at most one of these. */
export interface OpenWork {
  userTask?: number;
  job?: number;
  /** Process instance that a call activity started. */
  call?: number;
}

/** One entry into an element that waits. */
export interface SlotInstance extends Listening, OpenWork {
  /** Element instance key: what user tasks, jobs, timers, subscriptions and incidents point to. */
  readonly key: number;
  readonly elementId: string;
  /** Local variables from input mappings. */
  variables?: Record<string, unknown>;
  /** Present on a multi-instance activity. */
  multi?: MultiInstance;
  /** Activities still to compensate, of a compensation throw; the next is the last. */
  compensating?: Compensable[];
  /** It could not be opened, or not be left; resolving the incident tries again. */
  stuck?: StuckSlot;
}

/** `open`: entering failed; `job`: no retries left; `complete`: output mappings failed, what was to be mapped is in `variables`; `step`: no way on. */
export interface StuckSlot {
  readonly incidentKey: number;
  readonly at: 'open' | 'job' | 'complete' | 'step';
  /** The item of a multi-instance activity that is stuck. */
  readonly itemKey?: number;
}

/** Progress of a multi-instance activity. `items` is the input collection, `outputs` the output collection so far. */
export interface MultiInstance {
  readonly items: readonly unknown[];
  /** Open items by index. */
  open: Record<number, ItemInstance>;
  /** How many items have been started; sequential ones start one after another. */
  started: number;
  completed: number;
  outputs?: unknown[];
}

export interface ItemInstance extends OpenWork, Listening {
  /** Element instance key of the item. */
  readonly key: number;
  variables?: Record<string, unknown>;
}

/** A completed activity and the unit that undoes it. */
export interface Compensable {
  readonly elementId: string;
  readonly unit: string;
}
