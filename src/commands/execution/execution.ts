import type { DecisionContext } from '../../domain/command.ts';
import type { ExecutableElement, ExecutableProcess, ExecutableUnit } from '../../domain/process/executable.ts';
import { processError } from '../../domain/process/process-errors.ts';
import type {
  ChildInstance,
  ItemInstance,
  ScopeInstance,
  SlotInstance,
} from '../../domain/process/process-instance.ts';
import { processInstance } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';

export type ProcessInstanceRow = RowOf<typeof processInstance>;

/** One process instance during a decision: its row, its definition and a copy of its tree that the decision may change. */
export interface Execution {
  readonly context: DecisionContext;
  readonly process: ExecutableProcess;
  row: ProcessInstanceRow;
  readonly root: ScopeInstance;
  variables: Record<string, unknown>;
  readonly parents: Map<ScopeInstance, Parent>;
  /** Set while the instance must be written back. */
  ended: 'COMPLETED' | 'CANCELED' | null;
}

export interface Parent {
  readonly scope: ScopeInstance;
  readonly child: ChildInstance;
}

/** An open slot, with the scope it is open in; `item` when the key is that of one item of a multi-instance activity. */
export interface Place {
  readonly scope: ScopeInstance;
  readonly slot: SlotInstance;
  readonly item?: { readonly index: number; readonly instance: ItemInstance };
}

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

/** The process instances that one decision touches, and the work that is left to do in them. */
export class Executions {
  readonly context: DecisionContext;
  readonly #byKey = new Map<number, Execution>();
  readonly #queue: Work[] = [];

  constructor(context: DecisionContext) {
    this.context = context;
  }

  /** @throws DomainError ERR_PROCESS_INSTANCE_NOT_FOUND, also when it is another tenant's */
  get(processInstanceKey: number): Execution {
    const known = this.#byKey.get(processInstanceKey);
    if (known) return known;
    const row = this.context.rows.find(processInstance, processInstanceKey);
    if (!row || row.tenantId !== this.context.actor.tenantId) {
      throw processError('ERR_PROCESS_INSTANCE_NOT_FOUND', { key: processInstanceKey });
    }
    if (!row.tree)
      throw processError('ERR_PROCESS_INSTANCE_STATE', {
        key: processInstanceKey,
        state: row.state,
        doing: '继续办理',
      });
    return this.#add(row, copied(row.tree));
  }

  /** The instance while it runs; undefined when it has ended. */
  findActive(processInstanceKey: number): Execution | undefined {
    const known = this.#byKey.get(processInstanceKey);
    if (known) return known.ended ? undefined : known;
    const row = this.context.rows.find(processInstance, processInstanceKey);
    return row?.state === 'ACTIVE' ? this.get(processInstanceKey) : undefined;
  }

  /** Begins to track a process instance that this decision creates. */
  create(row: ProcessInstanceRow, root: ScopeInstance): Execution {
    return this.#add(row, root);
  }

  /** How many instances deep this one is called, as far as this decision has met them. */
  callDepth({ row }: Execution): number {
    const caller = row.parentProcessInstanceKey === null ? undefined : this.#byKey.get(row.parentProcessInstanceKey);
    return caller ? 1 + this.callDepth(caller) : 0;
  }

  push(work: Work): void {
    this.#queue.push(work);
  }

  /** Oldest work first; undefined when all is settled. */
  next(): Work | undefined {
    return this.#queue.shift();
  }

  /** Writes every touched instance back. */
  save(): void {
    for (const execution of this.#byKey.values()) {
      const { row, root, ended } = execution;
      this.context.rows.put(processInstance, {
        ...row,
        variables: execution.variables,
        tree: ended ? null : root,
        state: ended ?? 'ACTIVE',
        hasIncident: !ended && hasStuck(root),
        endedAt: ended ? this.context.now : null,
      });
    }
  }

  #add(row: ProcessInstanceRow, root: ScopeInstance): Execution {
    const execution: Execution = {
      context: this.context,
      process: this.context.process(row.processDefinitionKey),
      row,
      root,
      variables: { ...row.variables },
      parents: new Map(),
      ended: null,
    };
    indexParents(execution.parents, root);
    this.#byKey.set(row.key, execution);
    return execution;
  }
}

/** The unit of the definition that a scope runs. */
export function unitOf(execution: Execution, scope: ScopeInstance): ExecutableUnit {
  const unit = execution.process.units[scope.unit];
  if (!unit) throw new Error(`unit ${scope.unit} is not in process ${execution.process.processId}`);
  return unit;
}

/** An element of the definition. */
export function elementOf(execution: Execution, elementId: string): ExecutableElement {
  const element = execution.process.elements[elementId];
  if (!element) throw new Error(`element ${elementId} is not in process ${execution.process.processId}`);
  return element;
}

/** The open slot of `scope` with this key and its id in the scope's state; undefined when it is gone. */
export function slotByKey(scope: ScopeInstance, key: number): { id: string; slot: SlotInstance } | undefined {
  for (const id in scope.slots) {
    const slot = scope.slots[id];
    if (slot?.key === key) return { id, slot };
  }
  return undefined;
}

/** Where in the tree an element instance is open; undefined when it is gone. */
export function locate(execution: Execution, elementInstanceKey: number): Place | undefined {
  const todo = [execution.root];
  for (let scope = todo.pop(); scope; scope = todo.pop()) {
    for (const slot of Object.values(scope.slots)) {
      if (slot.key === elementInstanceKey) return { scope, slot };
      for (const [index, instance] of Object.entries(slot.multi?.open ?? {})) {
        if (instance.key === elementInstanceKey) return { scope, slot, item: { index: Number(index), instance } };
      }
    }
    for (const child of scope.children) todo.push(child.scope);
  }
  return undefined;
}

/** The work of completing what is open at a place. */
export function completion(execution: Execution, { scope, slot, item }: Place, variables: Variables): Work {
  const itemKey = item && { itemKey: item.instance.key };
  return { do: 'complete', execution, scope, slotKey: slot.key, ...itemKey, variables };
}

/** The scope with this key; undefined when it is gone. */
export function scopeByKey(execution: Execution, key: number): ScopeInstance | undefined {
  const todo = [execution.root];
  for (let scope = todo.pop(); scope; scope = todo.pop()) {
    if (scope.key === key) return scope;
    for (const child of scope.children) todo.push(child.scope);
  }
  return undefined;
}

/** Whether a scope is still part of the tree. */
export function isAlive(execution: Execution, scope: ScopeInstance): boolean {
  if (execution.ended) return false;
  for (let at = scope; at !== execution.root;) {
    const parent = execution.parents.get(at);
    if (!parent?.scope.children.includes(parent.child)) return false;
    at = parent.scope;
  }
  return true;
}

/** Puts a new scope into the tree; it has not begun yet. */
export function addChild(
  execution: Execution,
  scope: ScopeInstance,
  child: Omit<ChildInstance, 'scope'>,
  unit: string,
  variables?: Variables,
): ScopeInstance {
  const inner: ScopeInstance = {
    key: execution.context.nextKey(),
    unit,
    state: null,
    slots: {},
    children: [],
    ...(variables && { variables: { ...variables } }),
  };
  const instance: ChildInstance = { ...child, scope: inner };
  scope.children.push(instance);
  execution.parents.set(inner, { scope, child: instance });
  return inner;
}

/** A copy of plain JSON that may be changed; many times faster than `structuredClone`. */
function copied<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied) as T;
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = copied(value[key]);
  return copy as T;
}

function indexParents(parents: Map<ScopeInstance, Parent>, scope: ScopeInstance): void {
  for (const child of scope.children) {
    parents.set(child.scope, { scope, child });
    indexParents(parents, child.scope);
  }
}

function hasStuck(scope: ScopeInstance): boolean {
  return (
    scope.stuck !== undefined ||
    Object.values(scope.slots).some((slot) => slot.stuck !== undefined) ||
    scope.children.some((child) => hasStuck(child.scope))
  );
}
