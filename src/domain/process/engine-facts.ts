import type { Guard, Slot, StepOutcome } from './engine-port.ts';

/**
 * Where the engine room keeps what it has learned: the interned states of each process definition and the steps between them.
 * Facts are derived: losing them costs time (they are learned again), with one exception: the text of a state that instances point to.
 */
export interface EngineFacts {
  /**
   * All states of a definition and the steps learned by this version of the engine; steps of another version are not given.
   *
   * @param engineVersion - stamp of the engine that will serve them
   */
  loadFor(processDefinitionKey: number, engineVersion: string): Promise<LearnedFacts>;
  /** The canonical text of a state. */
  stateText(processDefinitionKey: number, state: number): Promise<string>;
  /**
   * Stores states and steps together, in one transaction. A state that is known already (same definition, unit and hash) keeps its id and text,
   * a known step (same definition, unit, state, at and answers) is replaced: two nodes may learn the same at once.
   *
   * @returns ids of `states`, in order
   */
  saveLearned(processDefinitionKey: number, engineVersion: string, learned: NewFacts): Promise<readonly number[]>;
}

export interface LearnedFacts {
  readonly states: readonly LearnedState[];
  readonly steps: readonly LearnedStep[];
}

/** An interned state without its text. `id` is unique over all definitions. */
export interface LearnedState {
  readonly id: number;
  readonly unit: string;
  readonly hash: string;
  readonly slots: readonly Slot[];
}

/** A fact: from `state` (null: the beginning) at slot `at`, when the guards are answered so, this happens. */
export interface LearnedStep {
  readonly unit: string;
  readonly state: number | null;
  readonly at: string | null;
  readonly answers: GuardAnswers;
  readonly outcome: LearnedOutcome;
}

export type GuardAnswers = readonly (readonly [guard: Guard, answer: boolean])[];

/** As {@link StepOutcome}; the slots are those of the state. */
export type LearnedOutcome = Omit<StepOutcome, 'slots'>;

export interface NewFacts {
  readonly states: readonly NewState[];
  readonly steps: readonly NewStep[];
}

export interface NewState {
  readonly unit: string;
  /** SHA-256 of the text, base64url. */
  readonly hash: string;
  /** Canonical state of the engine, JSON, up to the engine's limit (256 kB). */
  readonly text: string;
  readonly slots: readonly Slot[];
}

/** A step that leads to `states[next]`, or to none when `next` is null; `outcome.state` is filled in by the store. */
export interface NewStep {
  readonly unit: string;
  readonly state: number | null;
  readonly at: string | null;
  readonly answers: GuardAnswers;
  readonly next: number | null;
  readonly outcome: Omit<LearnedOutcome, 'state'>;
}
