import type { ExecutableProcess } from './executable.ts';

/**
 * The engine room as commands see it. bpmn-engine is asked once for each step of a diagram; the answer is a fact that is looked up ever after.
 */
export interface Engine {
  /**
   * Takes one step of a unit. Pure and synchronous: looks the step up in what has been learned.
   *
   * @param step.state - interned state, null to begin the unit
   * @param step.at - slot id of that state that is completed or fires; for a beginning the start event's id, or null for the only one
   * @param ask - answers a guard (condition of a sequence flow, or of a standard loop); may throw
   * @throws {@link StepUnknown} when the step has not been learned yet; learn it and take the command up again
   */
  step(step: UnitStep, ask: (guard: Guard) => boolean): StepOutcome;
  /** The slots of a state, as the step that led to it gave them. */
  slots(processDefinitionKey: number, unit: string, state: number): readonly Slot[];
  /** Asks bpmn-engine, in its worker, and keeps the answer in memory and in the database. */
  learn(unknown: StepUnknown): Promise<void>;
}

export interface UnitStep {
  readonly processDefinitionKey: number;
  readonly unit: string;
  readonly state: number | null;
  readonly at: string | null;
}

/** `flow`: the condition of sequence flow `id`. `loop`: whether the standard loop of activity `id` goes on. */
export interface Guard {
  readonly kind: 'flow' | 'loop';
  readonly id: string;
}

/** A place where the outside must do something. `id` is unique within its state. */
export interface Slot {
  readonly id: string;
  readonly elementId: string;
  /** boundary: an interrupting boundary event; it fires only from outside and opens no work of its own. */
  readonly kind: 'activity' | 'catch' | 'boundary';
  /** For a boundary: slot id of the activity it is attached to. */
  readonly attachedTo?: string;
  /** For a catch behind an event-based gateway: the gateway's id. */
  readonly gateway?: string;
}

export interface StepOutcome {
  /** Interned id of the next state; null when no token of the unit is left. */
  readonly state: number | null;
  readonly slots: readonly Slot[];
  /** Slots of the state before that are still open: old slot id → new slot id. The one stepped at is not among them unless it stays open. */
  readonly kept: Readonly<Record<string, string>>;
  /** Elements that completed on the way, in order, with sequence flows taken: the history of the step. */
  readonly passed: readonly string[];
  /** True when a terminate end event ended the unit. */
  readonly terminated: boolean;
  /** The step cannot be taken: no outgoing flow had a true condition, or a limit was exceeded. Nothing has moved. */
  readonly failure?: { readonly kind: 'no-flow' | 'limit'; readonly elementId: string; readonly message: string };
}

/** Raised by {@link Engine.step}: not an error but a request to learn. `answers` are the guards answered so far, in the order asked. */
export class StepUnknown extends Error {
  override readonly name = 'StepUnknown';
  readonly step: UnitStep;
  readonly answers: readonly (readonly [guard: Guard, answer: boolean])[];

  constructor(step: UnitStep, answers: StepUnknown['answers']) {
    super(`step of ${step.unit} not learned yet`);
    this.step = step;
    this.answers = answers;
  }
}

/** A file handed in for deployment. */
export interface ResourceFile {
  /** File name with its ending: .bpmn, .dmn or .form. */
  readonly name: string;
  readonly content: string;
}

/** Why a resource is refused: where, which rule, what is wrong and the way out, in both languages. */
export interface DeploymentProblem {
  readonly resource: string;
  /** Element id, or line:column for malformed XML. */
  readonly place: string;
  /** Stable rule id, e.g. `no-complex-gateway`. */
  readonly rule: string;
  readonly zh: string;
  readonly en: string;
}

/** What a set of files contains. When `problems` is not empty nothing of it may be stored. */
export interface CompiledDeployment {
  readonly processes: readonly { readonly resource: string; readonly process: ExecutableProcess }[];
  readonly decisions: readonly {
    readonly resource: string;
    readonly decisionId: string;
    readonly name: string | null;
  }[];
  readonly forms: readonly { readonly resource: string; readonly formId: string }[];
  readonly problems: readonly DeploymentProblem[];
}

/** The deploy gate: reads, checks and compiles files, in the engine's worker, within limits of size, time and steps. */
export interface DeployGate {
  compile(resources: readonly ResourceFile[]): Promise<CompiledDeployment>;
  /**
   * Compiles a process that was deployed before. The rules are not asked again: a rule that is added later refuses new versions, but running
   * instances of old ones go on.
   */
  compileStored(source: DiagramSource): Promise<ExecutableProcess>;
}

/** The stored diagram of a process definition. */
export interface DiagramSource {
  readonly xml: string;
  readonly processId: string;
}
