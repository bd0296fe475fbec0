/**
 * A small diagram, a script of outside events, and the effects that the standard demands. Neutral of how the diagram is run, so that the same
 * case runs through plain bpmn-engine, through bpmn-engine saved and recovered at each step, and through the host.
 */
export interface ConformanceCase {
  readonly name: string;
  /** Diagram beside the case file; its only process or the one named `main` is begun. */
  readonly file: string;
  /** Files deployed along with it. */
  readonly resources?: readonly string[];
  /** What decisions answer, as FEEL by decision id, for a run without decision tables. */
  readonly decisions?: Readonly<Record<string, string>>;
  /** Clause of BPMN 2.0.2 that the effects are taken from. */
  readonly standard: string;
  /** Begin at this start event instead of the none start event. */
  readonly startAt?: string;
  /** Beside `key`, by which messages are correlated and which is always `k1`. */
  readonly variables?: Variables;
  readonly script: readonly ScriptEvent[];
  /** What is seen after the start, then after each event of the script. */
  readonly expected: readonly Step[];
  /** Why bpmn-engine alone cannot run it, so that only the host does. */
  readonly hostOnly?: string;
}

export type Variables = Readonly<Record<string, unknown>>;

/** Something from outside. `index` picks an item of a multi-instance activity, from 0; for an element inside one, the item that it is in. */
export type ScriptEvent =
  /** Completes a user task or job. */
  | { readonly complete: string; readonly index?: number; readonly variables?: Variables }
  /** A job ends with a BPMN error. */
  | { readonly jobError: string; readonly code: string; readonly index?: number }
  /** The timer of this catch, boundary or start event is due. */
  | { readonly fireTimer: string; readonly index?: number }
  /** A message of this name arrives; correlation key `k1`. */
  | { readonly message: string; readonly variables?: Variables }
  /** A signal of this name is broadcast. */
  | { readonly signal: string; readonly variables?: Variables };

export interface Step {
  /**
   * Everything that waits, sorted: user tasks, jobs, receive tasks and intermediate catch events; `id#index` inside multi-instance. Not what
   * merely listens: boundary events, event sub-processes.
   */
  readonly offered: readonly string[];
  /** Messages and signals thrown during the step, in order: `message paid`, `signal stop`. */
  readonly thrown?: readonly string[];
  /** The process instance has ended. */
  readonly ended?: true;
  /** The step cannot be taken: an incident at the host, an error in the engine. Always the last step of a case. */
  readonly failed?: true;
}
