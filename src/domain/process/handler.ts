import type { Actor } from '../actor.ts';
import type { RowOf, TableSpec } from '../table.ts';
import type { ReadSet } from '../working-set.ts';

/**
 * The work of one job type that is done inside the decision: service tasks and listeners of the township's processes.
 * A pure function from (variables, domain rows, now) to (variables, changes, messages); it may run more than once before it is saved.
 */
export interface Handler {
  readonly jobType: string;
  /** @throws {@link BpmnError} for a modelled error, {@link DomainError} for a forbidden transition: an incident, never a wrong row. */
  run(input: HandlerInput): HandlerResult;
}

export interface HandlerInput {
  /** Variables visible at the element, inner scopes merged over outer ones. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly rows: ReadSet;
  readonly now: number;
  readonly actor: Actor;
  readonly tenantId: string;
  readonly processInstanceKey: number;
  readonly businessKey: string | null;
  readonly elementId: string;
  /** When a listener of a user task: its key. */
  readonly userTaskKey?: number;
  nextKey(): number;
  /** FEEL functions of the tenant, e.g. for limits and deadlines. */
  readonly functions: Readonly<Record<string, (...args: never[]) => unknown>>;
}

export interface HandlerResult {
  /** Set in the process instance, as a completed job's variables are. */
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly changes?: readonly RowChange[];
  /** Messages to publish: to waiting instances, and to the outside when `channel` is given. */
  readonly messages?: readonly ThrownMessage[];
  readonly events?: readonly {
    readonly type: string;
    readonly key?: number;
    readonly detail?: Readonly<Record<string, unknown>>;
  }[];
}

export type RowChange =
  | { readonly put: RowOf<TableSpec>; readonly table: TableSpec }
  | { readonly remove: number | string; readonly table: TableSpec };

/** A typed row change. */
export function put<S extends TableSpec>(table: S, row: RowOf<S>): RowChange {
  return { table, put: row };
}

/** `channel` absent: correlated inside by name and correlation key. Present: written to the outbox (`hotline`, `appellant`, `webhook`). */
export interface ThrownMessage {
  readonly name: string;
  readonly correlationKey?: string;
  readonly channel?: string;
  /** With a channel: messages of the same stream arrive in the order in which they were sent. */
  readonly stream?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A modelled business error: caught by an error boundary or event sub-process of the diagram. */
export class BpmnError extends Error {
  override readonly name = 'BpmnError';
  readonly code: string;
  readonly variables: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, variables: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.variables = variables;
  }
}
