import type { GuardAnswers } from '../domain/process/engine-facts.ts';
import type { Guard, Slot, StepOutcome } from '../domain/process/engine-port.ts';

/** A guard to ask, or the outcome when all have been asked. */
export interface StepNode {
  guard: Guard | null;
  whenTrue: StepNode | null;
  whenFalse: StepNode | null;
  outcome: StepOutcome | null;
}

/** Steps by the slot (or start event, or null) they are taken at. */
export type Steps = Map<string | null, StepNode>;

export interface StateFacts {
  readonly slots: readonly Slot[];
  readonly steps: Steps;
}

/** What is known of one unit of a definition. */
export class UnitFacts {
  readonly begins: Steps = new Map();
  readonly states = new Map<number, StateFacts>();
  readonly idByHash = new Map<string, number>();

  addState(id: number, hash: string, slots: readonly Slot[]): void {
    this.idByHash.set(hash, id);
    if (!this.states.has(id)) this.states.set(id, { slots, steps: new Map() });
  }

  stepsOf(state: number | null): Steps | undefined {
    return state === null ? this.begins : this.states.get(state)?.steps;
  }

  slotsOf(state: number | null): readonly Slot[] {
    return state === null ? [] : (this.states.get(state)?.slots ?? []);
  }

  addStep(state: number | null, at: string | null, answers: GuardAnswers, outcome: StepOutcome): void {
    const steps = this.stepsOf(state);
    if (!steps) return;
    let node = steps.get(at);
    if (!node) steps.set(at, (node = emptyNode()));
    for (const [guard, answer] of answers) {
      node.guard = guard;
      node = answer ? (node.whenTrue ??= emptyNode()) : (node.whenFalse ??= emptyNode());
    }
    node.outcome = outcome;
  }

  /** Takes an outcome back, unless another has been learned since. */
  forgetStep(state: number | null, at: string | null, answers: GuardAnswers, outcome: StepOutcome): void {
    const node = this.find(state, at, answers);
    if (node?.outcome === outcome) node.outcome = null;
  }

  /** Where the answers lead. */
  find(state: number | null, at: string | null, answers: GuardAnswers): StepNode | undefined {
    let node = this.stepsOf(state)?.get(at);
    for (const [, answer] of answers) node = (answer ? node?.whenTrue : node?.whenFalse) ?? undefined;
    return node;
  }
}

const emptyNode = (): StepNode => ({ guard: null, whenTrue: null, whenFalse: null, outcome: null });
