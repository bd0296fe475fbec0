/**
 * Where a process instance stands: a tree of units. Each unit of a process definition (the process itself, each embedded sub-process,
 * event sub-process and non-interrupting boundary path) is a small flat diagram of its own; a unit instance points to one of its interned states.
 */
export interface UnitInstance {
  /** Element instance key of this scope; the process instance key for the process itself. */
  readonly key: number;
  /** Which unit of the definition. */
  readonly unit: string;
  /** Interned state, null once the unit's own tokens are gone and it only waits for `children`. */
  state: number | null;
  /** What is open in that state, by slot id of the state. */
  slots: Record<string, SlotInstance>;
  /** Scopes that run inside this one. */
  children: ChildInstance[];
  /** Variables of this scope; the process's own are in the row. */
  variables?: Record<string, unknown>;
  /** Completed activities of this scope that can be compensated, oldest first. */
  compensable?: Compensable[];
  /** A step that could not be taken; resolving the incident takes it again. */
  stuck?: StuckStep;
}

/** A unit that runs inside another. `slotKey`: element instance key of the slot it belongs to, absent when it belongs to the whole scope. */
export interface ChildInstance {
  readonly role: 'body' | 'item' | 'boundary' | 'eventSubProcess' | 'compensation';
  readonly slotKey?: number;
  readonly index?: number;
  readonly instance: UnitInstance;
}

/** One entry into an element that waits. */
export interface SlotInstance {
  /** Element instance key: what user tasks, jobs, timers, subscriptions and incidents point to. */
  readonly key: number;
  readonly elementId: string;
  /** Local variables from input mappings. */
  variables?: Record<string, unknown>;
  /** Present on a multi-instance activity. */
  multi?: MultiInstance;
}

/** Progress of a multi-instance activity. `items` is the input collection, `outputs` the output collection so far. */
export interface MultiInstance {
  readonly items: readonly unknown[];
  /** Open items: index → element instance key of the item. */
  open: Record<number, number>;
  /** How many items have been started; sequential ones start one after another. */
  started: number;
  completed: number;
  outputs?: unknown[];
}

export interface Compensable {
  readonly elementId: string;
  /** The compensation handler activity. */
  readonly handlerId: string;
  readonly variables?: Record<string, unknown>;
}

/** `slotId` absent: the unit's start at `startElementId`. */
export interface StuckStep {
  readonly slotId?: string;
  readonly startElementId?: string;
  readonly incidentKey: number;
}
