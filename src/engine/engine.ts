import type { EngineFacts, LearnedStep, NewState, NewStep } from '../domain/process/engine-facts.ts';
import {
  type CompiledDeployment,
  type DeployGate,
  type DiagramSource,
  type Engine,
  type Guard,
  type ResourceFile,
  type Slot,
  type StepOutcome,
  StepUnknown,
  type UnitStep,
} from '../domain/process/engine-port.ts';
import type { ExecutableProcess } from '../domain/process/executable.ts';
import { engineError } from '../domain/process/engine-errors.ts';
import { type Exploration, explore, type ExploreOptions, unknownAnswers } from './explore.ts';
import type { Branch } from './learn-step.ts';
import { UnitFacts } from './step-trie.ts';
import { EngineWorker, WorkerFailed, WorkerLost, type WorkerOptions } from './worker-client.ts';
import { checkFileSize } from './xml-limits.ts';
import type { DefinitionCall, WorkerCalls } from './worker-messages.ts';

/**
 * Stamp of learned steps. Steps of another stamp are not served but learned again; states are proved anew when a step is learned from them.
 * Raise the last number with every change of the corrected elements, of the compiler or of the canonical form.
 */
export const ENGINE_VERSION = 'bpmn-engine 25.0.1, bpmn-elements 17.3.0, units 2';

/** Ways through the guards of a step that are learned at once, beside the one that is needed. */
const BRANCHES_AT_ONCE = 16;
/** Calls for one step while exploring, each of {@link BRANCHES_AT_ONCE} ways; a split of more than 8 conditions is left to those who need it. */
const EXPLORED_CALLS = 16;
/** A step that failed because the worker was lost is tried again after this time, in ms. */
const FAILURE_KEPT_MS = 30_000;

export interface EngineOptions extends WorkerOptions {
  readonly facts: EngineFacts;
  /** The stored diagram of a process definition. */
  readonly source: (processDefinitionKey: number) => Promise<DiagramSource>;
  /** A worker that the caller ends. @defaultValue one that {@link EngineRoom.close} ends */
  readonly worker?: EngineWorker;
}

export interface EngineRoom extends Engine, DeployGate {
  /** Loads what has been learned of a definition, so that its next steps are look-ups. */
  warm(processDefinitionKey: number): Promise<void>;
  /**
   * Learns all steps of a definition ahead, within limits, while others are served first; tells what it found.
   *
   * Run it in the background after a deployment: the first instances then find every step known.
   */
  explore(processDefinitionKey: number, options?: ExploreOptions): Promise<Exploration>;
  /** Ends the worker thread. */
  close(): Promise<void>;
}

/** Makes the engine room: steps are looked up, unknown ones are asked of bpmn-engine in a worker thread that this starts when first needed. */
export function createEngine(options: EngineOptions): EngineRoom {
  const { facts } = options;
  const worker = options.worker ?? new EngineWorker(options);
  const definitions = new Map<number, Map<string, UnitFacts>>();
  const loading = new Map<number, Promise<void>>();
  const learning = new Map<string, Promise<void>>();

  return { step, slots, learn, compile, compileStored, warm, explore: exploreDefinition, close };

  async function close(): Promise<void> {
    if (!options.worker) await worker.close();
  }

  function step(asked: UnitStep, ask: (guard: Guard) => boolean): StepOutcome {
    let node =
      definitions.get(asked.processDefinitionKey)?.get(asked.unit)?.stepsOf(asked.state)?.get(asked.at) ?? null;
    let answers: [Guard, boolean][] | undefined;
    while (node?.guard) {
      const answer = ask(node.guard);
      (answers ??= []).push([node.guard, answer]);
      node = answer ? node.whenTrue : node.whenFalse;
    }
    if (!node?.outcome) throw new StepUnknown(asked, answers ?? []);
    return node.outcome;
  }

  function slots(processDefinitionKey: number, unit: string, state: number): readonly Slot[] {
    const known = definitions.get(processDefinitionKey)?.get(unit)?.states.get(state);
    if (!known) throw new StepUnknown({ processDefinitionKey, unit, state, at: null }, []);
    return known.slots;
  }

  function learn({ step: unknown, answers }: StepUnknown): Promise<void> {
    const bits = answers.map(([, answer]) => (answer ? 1 : 0)).join('');
    const key = `${unknown.processDefinitionKey} ${unknown.unit} ${unknown.state} ${unknown.at} ${bits}`;
    let running = learning.get(key);
    if (!running) {
      running = learnOnce(unknown, answers).finally(() => learning.delete(key));
      learning.set(key, running);
    }
    return running;
  }

  async function learnOnce(unknown: UnitStep, answers: StepUnknown['answers']): Promise<void> {
    const { processDefinitionKey, unit, state, at } = unknown;
    if (!definitions.has(processDefinitionKey)) await warm(processDefinitionKey);
    // another node may have learned it meanwhile
    if (!unitFacts(processDefinitionKey, unit).stepsOf(state)) await load(processDefinitionKey);
    const known = unitFacts(processDefinitionKey, unit);
    if (!known.stepsOf(state)) throw engineError('ERR_ENGINE_STATE_UNKNOWN', { processDefinitionKey, unit, state });
    if (state !== null && at === null) return;
    if (isKnown(known, unknown, answers)) return;
    try {
      await keep(unknown, await ask(unknown, answers, true));
    } catch (error) {
      if (!(error instanceof WorkerLost || error instanceof WorkerFailed)) throw error;
      const failure = { kind: 'limit', elementId: at ?? unit, message: firstLine(error.message) } as const;
      const stays = { state, slots: known.slotsOf(state), kept: {}, passed: [], terminated: false, failure };
      known.addStep(state, at, answers, stays);
      setTimeout(() => known.forgetStep(state, at, answers, stays), FAILURE_KEPT_MS).unref();
    }
  }

  async function ask(
    { processDefinitionKey, unit, state, at }: UnitStep,
    answers: StepUnknown['answers'],
    isUrgent: boolean,
  ): Promise<readonly Branch[]> {
    const from =
      state === null
        ? null
        : {
            text: await facts.stateText(processDefinitionKey, state),
            slotIds: unitFacts(processDefinitionKey, unit)
              .slotsOf(state)
              .map(({ id }) => id),
          };
    const request = { from, at, answers: answers.map(([, answer]) => answer), maxBranches: BRANCHES_AT_ONCE };
    return callWithSource('learn', { processDefinitionKey, unit, step: request }, isUrgent);
  }

  /** The worker asks for the diagram when it does not hold it. */
  async function callWithSource<K extends 'learn' | 'units'>(
    kind: K,
    input: WorkerCalls[K]['input'],
    isUrgent: boolean,
  ): Promise<NonNullable<WorkerCalls[K]['output']>> {
    const call: DefinitionCall = input;
    const first = await worker.call(kind, input, isUrgent);
    if (first) return first;
    const source = await options.source(call.processDefinitionKey);
    const second = await worker.call(kind, { ...input, source }, isUrgent);
    if (!second) throw new Error('the worker did not take the diagram');
    return second;
  }

  async function keep({ processDefinitionKey, unit, state, at }: UnitStep, branches: readonly Branch[]): Promise<void> {
    const states: NewState[] = [];
    const steps = branches.map(({ answers, next, outcome }): NewStep => {
      const index = next ? states.push({ unit, ...next }) - 1 : null;
      return { unit, state, at, answers, next: index, outcome };
    });
    const ids = await facts.saveLearned(processDefinitionKey, ENGINE_VERSION, { states, steps });
    const known = unitFacts(processDefinitionKey, unit);
    states.forEach(({ hash, slots: open }, i) => known.addState(ids[i] as number, hash, open));
    for (const { next, outcome, ...taken } of steps) {
      remember(known, { ...taken, outcome: { ...outcome, state: next === null ? null : (ids[next] as number) } });
    }
  }

  async function exploreDefinition(processDefinitionKey: number, limits: ExploreOptions = {}): Promise<Exploration> {
    await warm(processDefinitionKey);
    const units = await callWithSource('units', { processDefinitionKey }, false);
    const room = {
      facts: (unit: string) => unitFacts(processDefinitionKey, unit),
      async learnAll(taken: Omit<UnitStep, 'processDefinitionKey'>): Promise<boolean> {
        const known = unitFacts(processDefinitionKey, taken.unit);
        for (let calls = 0; calls < EXPLORED_CALLS; calls++) {
          const answers = unknownAnswers(known.stepsOf(taken.state)?.get(taken.at));
          if (!answers) return true;
          const asked = { ...taken, processDefinitionKey };
          await keep(asked, await ask(asked, answers, false));
        }
        return false;
      },
    };
    return explore(room, units, limits);
  }

  async function warm(processDefinitionKey: number): Promise<void> {
    if (!definitions.has(processDefinitionKey)) await load(processDefinitionKey);
  }

  function load(processDefinitionKey: number): Promise<void> {
    let running = loading.get(processDefinitionKey);
    if (!running) {
      running = loadOnce(processDefinitionKey).finally(() => loading.delete(processDefinitionKey));
      loading.set(processDefinitionKey, running);
    }
    return running;
  }

  async function loadOnce(processDefinitionKey: number): Promise<void> {
    const learned = await facts.loadFor(processDefinitionKey, ENGINE_VERSION);
    if (!definitions.has(processDefinitionKey)) definitions.set(processDefinitionKey, new Map());
    for (const { id, unit, hash, slots: open } of learned.states)
      unitFacts(processDefinitionKey, unit).addState(id, hash, open);
    for (const taken of learned.steps) remember(unitFacts(processDefinitionKey, taken.unit), taken);
  }

  function unitFacts(processDefinitionKey: number, unit: string): UnitFacts {
    let units = definitions.get(processDefinitionKey);
    if (!units) definitions.set(processDefinitionKey, (units = new Map()));
    let known = units.get(unit);
    if (!known) units.set(unit, (known = new UnitFacts()));
    return known;
  }

  async function compile(resources: readonly ResourceFile[]): Promise<CompiledDeployment> {
    const tooLarge = resources.flatMap(({ name, content }) => {
      const finding = checkFileSize(content);
      return finding ? [{ resource: name, ...finding }] : [];
    });
    if (tooLarge.length > 0) return { processes: [], decisions: [], forms: [], problems: tooLarge };
    return gated(worker.call('compile', { resources }));
  }

  function compileStored(source: DiagramSource): Promise<ExecutableProcess> {
    return gated(worker.call('compileStored', { source }));
  }
}

async function gated<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof WorkerLost) throw engineError('ERR_ENGINE_BUSY', { reason: error.message }, { cause: error });
    throw error;
  }
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text;

function isKnown(known: UnitFacts, { state, at }: UnitStep, answers: StepUnknown['answers']): boolean {
  const node = known.find(state, at, answers);
  return !!node && (node.guard !== null || node.outcome !== null);
}

function remember(known: UnitFacts, { state, at, answers, outcome }: LearnedStep): void {
  // a step that cannot be taken leaves everything where it is
  const next = outcome.failure ? state : outcome.state;
  known.addStep(state, at, answers, { ...outcome, state: next, slots: known.slotsOf(next) });
}
