import type { Slot, StepOutcome, StepUnknown, UnitStep } from '../domain/process/engine-port.ts';
import type { StepNode, UnitFacts } from './step-trie.ts';

export interface ExploreOptions {
  /** States of one definition, at most. @defaultValue 2000 */
  readonly maxStates?: number;
  /** Wall time, in ms. @defaultValue 60000 */
  readonly maxMs?: number;
  readonly signal?: AbortSignal;
  /** Told after each state that has been looked at. */
  readonly onProgress?: (progress: ExploreProgress) => void;
}

export interface ExploreProgress {
  readonly states: number;
  readonly steps: number;
  /** States found but not looked at yet. */
  readonly waiting: number;
}

/** What a diagram can do, apart from its data: every guard is tried both ways. */
export interface Exploration {
  readonly states: number;
  readonly steps: number;
  /** End events and other last elements that ended a unit, by unit. */
  readonly reachableEnds: Readonly<Record<string, readonly string[]>>;
  /** Flow nodes that no step reached. Meaningful when `isComplete`. */
  readonly unreachable: readonly string[];
  /** States from which the unit can never end. Meaningful when `isComplete`. */
  readonly deadlocks: readonly Situation[];
  /** Steps that cannot be taken: no way on when all conditions are false, or a limit. */
  readonly failures: readonly (Situation & { readonly failure: NonNullable<StepOutcome['failure']> })[];
  /** False when a limit or the caller ended it first. */
  readonly isComplete: boolean;
}

/** Where a unit stands: its unit and what is open. */
export interface Situation {
  readonly unit: string;
  readonly state: number | null;
  /** Elements that are open. */
  readonly open: readonly string[];
}

/** A unit to explore and how it may begin. */
export interface UnitToExplore {
  readonly id: string;
  /** Ids of its flow nodes. */
  readonly nodes: readonly string[];
  /** Start events to begin at; null for the only one. */
  readonly starts: readonly (string | null)[];
}

/** What exploring needs of the engine room. */
export interface ExploreRoom {
  facts(unit: string): UnitFacts;
  /**
   * Learns all ways through the guards of a step that are not known yet, with patience: others go first.
   *
   * @returns false when there are too many
   */
  learnAll(step: Omit<UnitStep, 'processDefinitionKey'>): Promise<boolean>;
}

/** Walks through all states of the units, learning every step on the way. */
export async function explore(
  room: ExploreRoom,
  units: readonly UnitToExplore[],
  options: ExploreOptions,
): Promise<Exploration> {
  const { maxStates = 2000, maxMs = 60_000, signal, onProgress } = options;
  const endAt = performance.now() + maxMs;
  const findings = new Findings();
  let states = 0;
  let isComplete = true;
  for (const unit of units) {
    const walk = new UnitWalk(unit.id, room.facts(unit.id), findings);
    const todo: (number | null)[] = [null];
    const seen = new Set<number | null>(todo);
    for (let state = todo.shift(); state !== undefined; state = todo.shift()) {
      if (states >= maxStates || performance.now() > endAt || signal?.aborted)
        return findings.result(states, [], false);
      for (const at of state === null ? unit.starts : walk.slotsOf(state).map(({ id }) => id)) {
        if (!(await room.learnAll({ unit: unit.id, state, at }))) isComplete = false;
        for (const next of walk.take(state, at)) {
          if (seen.has(next)) continue;
          seen.add(next);
          todo.push(next);
        }
      }
      if (state !== null) states++;
      onProgress?.({ states, steps: findings.steps, waiting: todo.length });
    }
    walk.findDeadlocks();
  }
  const missed = new Set(units.flatMap(({ nodes }) => nodes).filter((node) => !findings.reached.has(node)));
  return findings.result(states, [...missed], isComplete);
}

class Findings {
  steps = 0;
  readonly reached = new Set<string>();
  readonly failures: Exploration['failures'][number][] = [];
  readonly deadlocks: Situation[] = [];
  readonly #ends = new Map<string, Set<string>>();

  end(unit: string, last: string | undefined): void {
    const ends = this.#ends.get(unit) ?? new Set();
    this.#ends.set(unit, ends);
    if (last !== undefined) ends.add(last);
  }

  result(states: number, unreachable: readonly string[], isComplete: boolean): Exploration {
    const reachableEnds = Object.fromEntries([...this.#ends].map(([unit, ends]) => [unit, [...ends].sort()]));
    const { steps, failures, deadlocks } = this;
    return { states, steps, reachableEnds, unreachable, deadlocks, failures, isComplete };
  }
}

/** One unit: which states lead where. */
class UnitWalk {
  readonly #unit: string;
  readonly #facts: UnitFacts;
  readonly #findings: Findings;
  readonly #sources = new Map<number | null, Set<number | null>>();
  readonly #found = new Set<number>();
  #canEnd = false;

  constructor(unit: string, facts: UnitFacts, findings: Findings) {
    this.#unit = unit;
    this.#facts = facts;
    this.#findings = findings;
  }

  slotsOf(state: number): readonly Slot[] {
    return this.#facts.slotsOf(state);
  }

  /** The states that a step may lead to; null, the end, is left out. */
  take(state: number | null, at: string | null): number[] {
    const next: number[] = [];
    for (const outcome of outcomesOf(this.#facts.stepsOf(state)?.get(at))) {
      this.#findings.steps++;
      for (const id of outcome.passed) this.#findings.reached.add(id);
      for (const { elementId } of outcome.slots) this.#findings.reached.add(elementId);
      if (outcome.failure) {
        this.#findings.failures.push({ ...this.#situation(state), failure: outcome.failure });
        continue;
      }
      const sources = this.#sources.get(outcome.state) ?? new Set();
      this.#sources.set(outcome.state, sources.add(state));
      if (outcome.state === null) {
        this.#canEnd = true;
        this.#findings.end(this.#unit, outcome.passed.at(-1));
      } else {
        this.#found.add(outcome.state);
        next.push(outcome.state);
      }
    }
    return next;
  }

  findDeadlocks(): void {
    const good = new Set<number | null>(this.#canEnd ? [null] : []);
    const todo = [...good];
    for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
      for (const source of this.#sources.get(state) ?? []) {
        // null as a source is the beginning, which nothing leads to
        if (source === null || good.has(source)) continue;
        good.add(source);
        todo.push(source);
      }
    }
    for (const state of this.#found) if (!good.has(state)) this.#findings.deadlocks.push(this.#situation(state));
  }

  #situation(state: number | null): Situation {
    const open = state === null ? [] : this.#facts.slotsOf(state).map(({ elementId }) => elementId);
    return { unit: this.#unit, state, open };
  }
}

function* outcomesOf(node: StepNode | null | undefined): Generator<StepOutcome> {
  if (!node) return;
  if (node.outcome) yield node.outcome;
  yield* outcomesOf(node.whenTrue);
  yield* outcomesOf(node.whenFalse);
}

/** Answers that lead to a way through the guards that is not known; undefined when all are. */
export function unknownAnswers(node: StepNode | null | undefined): StepUnknown['answers'] | undefined {
  if (!node) return [];
  if (node.outcome) return undefined;
  const { guard } = node;
  if (!guard) return [];
  for (const answer of [true, false]) {
    const rest = unknownAnswers(answer ? node.whenTrue : node.whenFalse);
    if (rest) return [[guard, answer], ...rest];
  }
  return undefined;
}
