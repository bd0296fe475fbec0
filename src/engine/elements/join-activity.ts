import {
  ActivityBase,
  type BehaviourClass,
  type Content,
  type Context,
  type ElementDefinition,
  type Message,
} from './library.ts';

/** Names the waiting tokens to consume, or null to wait on. */
export type TokenChoice = (tokens: readonly Message[]) => readonly Message[] | null;

/**
 * An activity whose tokens wait on its inbound flows (un-acked in the durable inbound queue, so they survive saving and recovery) until
 * `choose` names those to consume. The others stay for the next activation.
 *
 * Wrong in bpmn-elements 17.3.0: the join counts discards and repeated arrivals as tokens of other flows, and fires early with a choice or
 * rework loop in a branch. Delete when the library's joins consume one token of each flow; 18 does not yet (bpmn-elements#45).
 *
 * @see https://github.com/paed01/bpmn-engine/issues/200, https://github.com/paed01/bpmn-elements/issues/45; BPMN 2.0.2 §13.4.1
 */
export class JoinActivity extends ActivityBase {
  readonly #choose: TokenChoice;

  constructor(behaviour: BehaviourClass, definition: ElementDefinition, context: Context, choose: TokenChoice) {
    const asJoin = { ...definition, isParallelGateway: true };
    super(behaviour, asJoin, context);
    this.#choose = choose;
  }

  /** Fires when the waiting tokens suffice. Answers whether it did. */
  tryFire(): boolean {
    const waiting = this.broker.getQueue('inbound-q').messages;
    if (this.status || !waiting.length) return false;
    const chosen = this.#choose(waiting);
    if (!chosen) return false;
    const inbound: Content[] = chosen.map((message) => ({ ...message.content }));
    for (const message of chosen) message.ack();
    this.broker.cancel('_run-on-inbound');
    this.run({ inbound });
    return true;
  }

  /** Called by the library for each token that arrives. */
  _onJoinInbound(): void {
    this.tryFire();
  }
}

/** The oldest waiting token of each flow that has one. */
export function oldestPerFlow(tokens: readonly Message[]): Message[] {
  const first = new Map<string, Message>();
  for (const token of tokens) if (!first.has(token.content.id)) first.set(token.content.id, token);
  return [...first.values()];
}
