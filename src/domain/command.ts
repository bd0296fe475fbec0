import type { Actor } from './actor.ts';
import type { Engine } from './process/engine-port.ts';
import type { ExecutableProcess } from './process/executable.ts';
import type { Decisions, Expressions, FeelFunctions } from './process/expression-port.ts';
import type { Handler } from './process/handler.ts';
import type { HistoryEvent } from './process/history.ts';
import type { LoadRequest, WorkingSet } from './working-set.ts';

/**
 * Something that changes the world, as a pure decision: what was loaded + the input + now → changes and an answer, or a rejection.
 * It awaits nothing and touches no database; the commit loop runs it, possibly more than once, and saves only its last, successful run.
 */
export interface Command<I, O> {
  /** Imperative, as its file is named: `complete-user-task`. */
  readonly type: string;
  /** What it will surely read. Only for speed: everything else is loaded when it is asked for. */
  prefetch?(input: I): readonly LoadRequest[];
  /**
   * @returns the answer; plain JSON, since it is kept for the Idempotency-Key
   * @throws {@link DomainError} to reject: nothing is changed
   */
  decide(context: DecisionContext, input: I): O;
}

/** All that a decision may use. */
export interface DecisionContext {
  readonly rows: WorkingSet;
  /** Instant of the decision, ms since the epoch. */
  readonly now: number;
  readonly actor: Actor;
  readonly engine: Engine;
  readonly expressions: Expressions;
  readonly decisions: Decisions;
  /** Compiled definitions by key; raises {@link DefinitionNotLoaded}. */
  process(processDefinitionKey: number): ExecutableProcess;
  /** Functions for FEEL, bound to the tenant's settings and calendars: `limit`, `deadline`, `workdays`. */
  readonly functions: FeelFunctions;
  /** Work of service tasks and listeners that is done within the decision, by job type. */
  readonly handlers: ReadonlyMap<string, Handler>;
  /** A new key, never used before. */
  nextKey(): number;
  /** Tells what happened: history, audit and event stream follow from it. The first event with a key names the subject. */
  record(event: HistoryEvent): void;
}

/** How everybody asks for a change: answered once it is on disk. */
export interface Submit {
  <I, O>(command: Command<I, O>, input: I, options: SubmitOptions): Promise<O>;
}

export interface SubmitOptions {
  readonly actor: Actor;
  /** The same key from the same actor for the same command answers the same result and does nothing twice. Kept 7 days. */
  readonly idempotencyKey?: string;
  /**
   * What tells this request from another one under the same key, when the input cannot: sealed data is different each time.
   * Never personal data in clear. @defaultValue the input
   */
  readonly request?: string;
}
