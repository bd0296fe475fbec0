import { agendaOf } from './agenda-of.ts';
import { type Context, type ElementDefinition, SequenceFlowBase } from './library.ts';

/** Tokens that a flow has taken and not yet delivered. */
export const PENDING: unique symbol = Symbol.for('pending tokens');

/**
 * Sequence flow that carries tokens and nothing else.
 *
 * Wrong in bpmn-elements 17.3.0: it sends a 'discard' along every flow that is not taken. Discards are counted as arrivals by joins, leave a
 * residue in the saved state of busy activities and cost nearly half of the engine's work; and a token is delivered inside the sender's call
 * stack, before a throw has taken effect. Here a token arrives when the stack has unwound.
 * Delete when the library stops discarding (it does from 18 on) and delivers after the step.
 *
 * @see https://github.com/paed01/bpmn-elements/pull/44; BPMN 2.0.2 §13.3.1
 */
export class SequenceFlow extends SequenceFlowBase {
  readonly [PENDING] = new Set<object>();
  readonly #context: Context;

  constructor(definition: ElementDefinition, context: Context) {
    super(definition, context);
    this.#context = context;
  }

  override take(content: object): boolean {
    this[PENDING].add(content);
    // keeps the scope open meanwhile; the take has the same sequence id and replaces it
    this._publishEvent('pre', content);
    agendaOf(this).push(
      () => {
        if (this[PENDING].delete(content)) super.take(content);
      },
      this.#isLate ? 'last' : undefined,
    );
    return true;
  }

  override discard(): void {
    // a path that is not taken carries no token
  }

  /** Who throws to others moves last, so that parallel branches already listen. */
  get #isLate(): boolean {
    const target = this.#context.getActivityById(this.targetId);
    return !!target?.isThrowing && !!target.eventDefinitions?.some(({ type }) => /Signal|Message/.test(type));
  }
}

/** The tokens that `flow` still holds. */
export function pendingOf(flow: object): Set<object> {
  return (flow as { [PENDING]: Set<object> })[PENDING];
}
