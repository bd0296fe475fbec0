import { Engine } from 'bpmn-engine';
import { evaluate } from 'feelin';
import { Agenda, BudgetExceeded } from '../../src/engine/elements/agenda.ts';
import { findCatcher } from '../../src/engine/elements/catchers.ts';
import type { Activity, Content, Parent } from '../../src/engine/elements/library.ts';
import type { ScriptEvent, Step, Variables } from '../conformance/case.ts';
import type { Diagram, Node } from './diagram.ts';

/** `live`: one engine object from start to end. `thaw`: saved, recovered and resumed after each step. */
export type Mode = 'live' | 'thaw';

export interface PlainRun {
  readonly diagram: Diagram;
  readonly mode: Mode;
  readonly variables?: Variables | undefined;
  readonly startAt?: string | undefined;
  /** FEEL by decision id, in place of decision tables. */
  readonly decisions?: Readonly<Record<string, string>> | undefined;
  /** Token moves in one step. @defaultValue 5000 */
  readonly budget?: number;
  /** Answers an expression, instead of FEEL over the variables. */
  readonly ask?: (expression: string) => unknown;
}

/** A place that waits or listens. */
export interface OpenPoint {
  readonly elementId: string;
  /** As the corpus names it: with `#index` inside multi-instance. */
  readonly label: string;
  readonly index: number | undefined;
  /** False for boundary events and start events of event sub-processes. */
  readonly isOffered: boolean;
  readonly isTimer: boolean;
  readonly executionId: string;
}

interface Message {
  readonly content: Content & { readonly error?: Error; readonly message?: { readonly name?: string } };
}

interface EngineApi {
  readonly content: Content;
  readonly executionId: string;
  readonly owner: { readonly isSubProcess?: boolean; readonly execution?: { getPostponed(): EngineApi[] } };
  getExecuting?(): EngineApi[];
  signal(): void;
}

interface Definition {
  readonly broker: {
    subscribeTmp(
      exchange: string,
      pattern: string,
      listener: (key: string, message: Message) => void,
      options: object,
    ): void;
  };
  run(content: { processId: string }): void;
  getState(): unknown;
  getPostponed(): EngineApi[];
}

interface Timer {
  readonly content: Content;
  readonly fire: () => void;
}

const SILENT = { debug: () => undefined, error: () => undefined, warn: () => undefined };
const NO_SCRIPTS = { register: () => undefined, getScript: () => undefined };

/**
 * Runs a whole diagram in bpmn-engine with the corrected elements: the yardstick for everything that runs it in another way. Data stays
 * outside, time is virtual, jobs and user tasks are completed by the script.
 */
export class PlainRunner {
  readonly #run: PlainRun;
  readonly #variables: Record<string, unknown>;
  /** Items of each running multi-instance activity, and how many are done, by its execution id. */
  readonly #collections = new Map<string, { readonly items: readonly unknown[]; completed: number }>();
  /** Where each element run is, by its execution id: the library leaves it out when it asks for a condition. */
  readonly #parents = new Map<string, Parent>();
  #agenda = new Agenda();
  #definition: Definition | undefined;
  #waits = new Map<string, Content>();
  #timers = new Map<string, Timer>();
  #thrown: string[] = [];
  #isEnded = false;
  #isFailed = false;
  #isThawing = false;

  constructor(run: PlainRun) {
    this.#run = run;
    this.#variables = { ...run.variables };
  }

  get isOver(): boolean {
    return this.#isEnded || this.#isFailed;
  }

  start(): Step {
    this.#open({ id: this.#run.diagram.context.id });
    return this.#step(() => this.#running.run({ processId: this.#run.diagram.processId }));
  }

  /** Takes one event of a script. Fails when nothing waits for it, except for messages and signals, which are then lost. */
  take(event: ScriptEvent): Step {
    if ('variables' in event) Object.assign(this.#variables, event.variables);
    if ('complete' in event) return this.complete(this.#find(event.complete, event.index));
    if ('fireTimer' in event) return this.complete(this.#find(event.fireTimer, event.index));
    if ('jobError' in event) return this.#throwError(this.#find(event.jobError, event.index), event.code);
    if ('signal' in event) return this.#step(() => this.#broadcast(event.signal));
    const catcher = this.points().find(({ elementId }) => this.#node(elementId)?.messageName === event.message);
    return this.#step(() => catcher && this.#fire(catcher));
  }

  /** Completes or fires what waits at `point`. */
  complete(point: OpenPoint): Step {
    return this.#step(() => this.#fire(point));
  }

  /** Everything that waits or listens, sorted by label. */
  points(): OpenPoint[] {
    if (this.isOver) return [];
    const alive = this.#alive();
    const waiting = [...this.#waits.values()].filter(({ executionId }) => alive.has(executionId));
    const points = [
      ...waiting.map((content) => this.#point(content, false)),
      ...[...this.#timers.values()].map(({ content }) => this.#point(content, true)),
    ];
    return points.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  }

  /** The saved state of the engine, as text. */
  savedState(): string {
    return JSON.stringify(this.#running.getState());
  }

  get #running(): Definition {
    if (!this.#definition) throw new Error('Expected a started run');
    return this.#definition;
  }

  #open(state: { readonly id: string }): void {
    this.#agenda = new Agenda({ autorun: false, budget: this.#run.budget ?? 5000 });
    this.#waits = new Map();
    this.#timers = new Map();
    const engine = new Engine({
      name: 'plain',
      sourceContext: this.#run.diagram.context,
      agenda: this.#agenda,
      startId: this.#run.startAt,
      Logger: () => SILENT,
      scripts: NO_SCRIPTS,
      timers: this.#passiveTimers(),
      settings: { batchSize: 1000 },
      expressions: { resolveExpression: (text: unknown, message: Message) => this.#resolve(text, message) },
    } as unknown as ConstructorParameters<typeof Engine>[0]);
    engine.on('error', () => {
      this.#isFailed = true;
    });
    engine.recover({ name: 'plain', definitions: [state] });
    const [definition] = engine.execution.definitions as unknown as Definition[];
    if (!definition) throw new Error('Expected a definition');
    this.#definition = definition;
    definition.broker.subscribeTmp('event', '#', (key, message) => this.#onEvent(key, message), {
      noAck: true,
      consumerTag: 'plain-runner',
    });
    void engine.resume();
  }

  /** Moves until nothing is left to do, then thaws where that is asked. */
  #step(move: () => void): Step {
    try {
      move();
      this.#agenda.drain();
    } catch (error) {
      if (!(error instanceof BudgetExceeded) && !(error as Error).message.includes('flow taken')) throw error;
      this.#isFailed = true;
    }
    const thrown = this.#thrown;
    this.#thrown = [];
    if (this.#run.mode === 'thaw' && !this.isOver) this.#thaw();
    const offered = this.points().filter(({ isOffered }) => isOffered);
    return {
      offered: offered.map(({ label }) => label),
      ...(thrown.length && { thrown }),
      ...(this.#isFailed ? { failed: true } : this.#isEnded && { ended: true }),
    };
  }

  #thaw(): void {
    const state = JSON.parse(this.savedState()) as { id: string };
    this.#isThawing = true;
    this.#open(state);
    this.#agenda.drain();
    this.#isThawing = false;
    if (this.#thrown.length) throw new Error('Expected nothing to be thrown by resuming');
  }

  #onEvent(key: string, { content }: Message): void {
    if (key === 'activity.enter') this.#parents.set(content.executionId, content.parent);
    else if (key === 'activity.wait') this.#waits.set(content.executionId, content);
    else if (key === 'definition.leave') this.#isEnded = true;
    else if (key === 'definition.error') this.#isFailed = true;
    else if (key === 'activity.message') this.#thrown.push(`message ${content.message?.name}`);
    else if (key === 'activity.signal') {
      const name = String(content.message?.name);
      this.#thrown.push(`signal ${name}`);
      this.#broadcast(name);
    } else if (key === 'activity.start') this.#evaluate(content);
  }

  /** What the host does by itself: scripts and decisions. */
  #evaluate(content: Content): void {
    const { script, decision } = this.#node(content.id) ?? {};
    const expression = script?.expression ?? (decision && this.#run.decisions?.[decision.decisionId]);
    if (expression === undefined) return;
    const value = this.#feel(expression, content);
    const resultVariable = (script ?? decision)?.resultVariable;
    if (resultVariable !== undefined) this.#variables[resultVariable] = value;
  }

  #fire({ executionId, isTimer }: OpenPoint): void {
    if (!isTimer) return this.#alive().get(executionId)?.signal();
    const timer = this.#timers.get(executionId);
    this.#timers.delete(executionId);
    timer?.fire();
  }

  /** A signal reaches who waits now, before anything else moves. */
  #broadcast(name: string): void {
    const waiting = this.points().filter(({ elementId }) => this.#node(elementId)?.signalName === name);
    this.#agenda.push(() => waiting.forEach((point) => this.#fire(point)), 'first');
  }

  #throwError({ executionId }: OpenPoint, code: string): Step {
    return this.#step(() => {
      const activity = this.#alive().get(executionId)?.owner as unknown as Activity;
      const catcher = findCatcher(activity, 'bpmn:ErrorEventDefinition', { code }, true);
      if (catcher) catcher.trigger({ code }, activity);
      else this.#isFailed = true;
    });
  }

  #find(elementId: string, index: number | undefined): OpenPoint {
    const points = this.points();
    const found = points.find(
      (point) => point.elementId === elementId && (index === undefined || point.index === index),
    );
    if (!found) {
      const open = points.map(({ label }) => label).join(', ');
      throw new Error(`Expected ${elementId}${index === undefined ? '' : `#${index}`} to wait, found: ${open}`);
    }
    return found;
  }

  /** Api of everything that runs, by execution id. */
  #alive(): Map<string, EngineApi> {
    const alive = new Map<string, EngineApi>();
    const visit = (api: EngineApi): void => {
      if (alive.has(api.content.executionId)) return;
      alive.set(api.content.executionId, api);
      for (const inner of api.getExecuting?.() ?? []) visit(inner);
      if (api.owner.isSubProcess) for (const inner of api.owner.execution?.getPostponed() ?? []) visit(inner);
    };
    for (const api of this.#running.getPostponed()) visit(api);
    return alive;
  }

  #point(content: Content, isTimer: boolean): OpenPoint {
    const { id, executionId } = content;
    const type = this.#node(id)?.type;
    const index = this.#items(content)[0]?.index;
    const label = index === undefined ? id : `${id}#${index}`;
    return {
      elementId: id,
      label,
      index,
      isOffered: type !== 'BoundaryEvent' && type !== 'StartEvent',
      isTimer,
      executionId,
    };
  }

  #node(id: string): Node | undefined {
    return this.#run.diagram.nodes.get(id);
  }

  /** The multi-instance items that an element is in, innermost first. */
  #items({
    id,
    executionId,
    parent,
  }: Content): { readonly elementId: string; readonly root: string; readonly index: number }[] {
    const known = this.#parents.get(executionId) ?? this.#parents.get(parent.executionId) ?? parent;
    const chain = [{ id, executionId }, known, ...(known.path ?? [])];
    const items: { elementId: string; root: string; index: number }[] = [];
    for (const link of chain) {
      const [, root, index] = /^(.*)_(\d+)$/.exec(link.executionId) ?? [];
      if (root === undefined || !this.#collections.has(root) || items.some((item) => item.root === root)) continue;
      items.push({ elementId: link.id, root, index: Number(index) });
    }
    return items;
  }

  #resolve(text: unknown, { content }: Message): unknown {
    if (typeof text !== 'string') return text;
    const [, multiInstance] = /^cardinality:(.*)$/.exec(text) ?? [];
    if (multiInstance !== undefined) return this.#cardinality(multiInstance, content);
    if (!text.startsWith('=')) return text;
    if (this.#isThawing) throw new Error(`Expected resuming to ask nothing, but it asked ${text}`);
    return this.#feel(text, content);
  }

  #cardinality(id: string, content: Content): number {
    const known = this.#collections.get(content.executionId);
    if (known) return known.items.length;
    const items = this.#feel(this.#node(id)?.multiInstance?.collection ?? '', content);
    if (!Array.isArray(items)) throw new Error(`Expected the collection of ${id} to be a list`);
    this.#collections.set(content.executionId, { items, completed: 0 });
    return items.length;
  }

  #feel(text: string, content: Content): unknown {
    const expression = text.replace(/^=/, '');
    if (this.#run.ask) return this.#run.ask(expression);
    const scope = { ...this.#variables };
    for (const { elementId, root, index } of this.#items(content).reverse()) {
      const collection = this.#collections.get(root);
      const name = this.#node(elementId)?.multiInstance?.inputElement;
      if (name !== undefined) scope[name] = collection?.items[index];
      scope.loopCounter = index + 1;
    }
    if (content.isMultiInstance) this.#countCompleted(content, scope);
    return evaluate(expression, scope).value;
  }

  /** A completion condition is asked once for each item that completes. */
  #countCompleted(content: Content, scope: Record<string, unknown>): void {
    const collection = this.#collections.get(content.parent.executionId);
    if (!collection || !this.#node(content.id)?.multiInstance) return;
    collection.completed++;
    scope.numberOfInstances = collection.items.length;
    scope.numberOfCompletedInstances = collection.completed;
  }

  #passiveTimers(): object {
    const timers = this.#timers;
    const register = (owner: Content): object => ({
      setTimeout: (callback: () => void, _delay: number, { executionId }: { executionId: string }) => {
        timers.set(executionId, { content: owner, fire: () => callback() });
        return executionId;
      },
      clearTimeout: (executionId: string) => void timers.delete(executionId),
    });
    const clearTimeout = (executionId: string): void => void timers.delete(executionId);
    return { executing: [], register, setTimeout: () => undefined, clearTimeout };
  }
}
