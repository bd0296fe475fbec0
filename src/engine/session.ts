import { Engine } from 'bpmn-engine';
import type { Guard } from '../domain/process/engine-port.ts';
import { canonicalText } from './canonical.ts';
import { restartIds } from './deterministic.ts';
import { Agenda, BudgetExceeded } from './elements/agenda.ts';
import { elements } from './elements/elements.ts';
import { elementOf, type OpenSlots, openSlots } from './open-slots.ts';
import type { UnitSource } from './unit-source.ts';
import { ALWAYS } from './unit-xml.ts';

/** Token moves in one step, each up to a millisecond; a process has at most 1000 flow nodes, so a step that needs more spins. */
const STEP_BUDGET = 2_000;

/** Answers a guard; in a session nothing else is asked of the outside. */
export type Oracle = (guard: Guard) => boolean;

/** bpmn-engine's compiled form of a unit, made once and used by every session. */
export interface LoadedUnit {
  readonly source: UnitSource;
  readonly context: SourceContext;
}

export interface SessionFailure {
  readonly kind: 'no-flow' | 'limit';
  readonly elementId: string;
  readonly message: string;
}

/** The parts of bpmn-engine 25.0.1 that a session uses; its own types are loose. */
interface SourceContext {
  readonly id: string;
}
interface EventContent {
  readonly id: string;
  readonly type: string;
  readonly executionId: string;
  readonly error?: Error;
  readonly isSequenceFlow?: boolean;
  readonly isMultiInstance?: boolean;
}
interface EventMessage {
  readonly content: EventContent;
}
interface Api {
  readonly content: EventContent;
  readonly executionId: string;
  getExecuting?(): Api[];
  signal(): void;
}
interface Definition {
  readonly environment: { readonly options: { readonly source: SourceContext } };
  readonly broker: {
    subscribeTmp(
      exchange: string,
      pattern: string,
      listener: (routingKey: string, message: EventMessage) => void,
      options: { noAck: true; consumerTag: string },
    ): void;
  };
  run(): void;
  getState(): unknown;
  getPostponed(): Api[];
  getApi(message: EventMessage): Api;
  getActivityById(id: string): Activity | null;
}
interface Activity {
  readonly broker: { getQueue(name: string): Queue | undefined };
}
interface Queue {
  readonly messageCount: number;
  readonly messages: readonly { readonly fields: object; readonly content: object; readonly properties: object }[];
  purge(): void;
  queueMessage(fields: object, content: object, properties: object): void;
}

const SILENT = { debug: () => undefined, error: () => undefined, warn: () => undefined };
const OFF = { register: () => undefined, getScript: () => undefined };
/** No unit holds a timer; should the library ask for one all the same, it never fires. */
const NO_TIMERS = {
  executing: [],
  register: () => NO_TIMERS,
  setTimeout: () => ({}),
  clearTimeout: () => undefined,
};

function newEngine(options: object): Engine {
  return new Engine({
    name: 'unit',
    elements,
    Logger: () => SILENT,
    scripts: OFF,
    timers: NO_TIMERS,
    settings: { disableTrackState: true },
    ...options,
  } as unknown as ConstructorParameters<typeof Engine>[0]);
}

/** Lets bpmn-engine read a unit. */
export async function loadUnit(source: UnitSource): Promise<LoadedUnit> {
  const [definition] = (await newEngine({ source: source.xml }).getDefinitions()) as unknown as Definition[];
  if (!definition) throw new Error(`unit ${source.id} has no definition`);
  return { source, context: definition.environment.options.source };
}

/** One live bpmn-engine on one unit, begun or thawed. To be used for one step and thrown away. */
export class Session {
  readonly #unit: LoadedUnit;
  readonly #agenda = new Agenda({ budget: STEP_BUDGET, autorun: false });
  readonly #waits = new Map<string, EventMessage>();
  readonly #passed: string[] = [];
  readonly #oracle: Oracle;
  #definition: Definition | undefined;
  #isStepping = false;
  #isEnded = false;
  #isTerminated = false;
  #failure: SessionFailure | undefined;

  private constructor(unit: LoadedUnit, oracle: Oracle) {
    this.#unit = unit;
    this.#oracle = oracle;
  }

  /** Begins the unit at a start event, or at its only one. */
  static begin(unit: LoadedUnit, at: string | null, oracle: Oracle): Session {
    const session = new Session(unit, oracle);
    session.#open({ id: unit.context.id }, at);
    session.#step(() => session.#running.run());
    return session;
  }

  /** Takes a canonical state up again. Nothing moves by that. */
  static thaw(unit: LoadedUnit, text: string, oracle: Oracle): Session {
    const session = new Session(unit, oracle);
    session.#open(JSON.parse(text) as { id: string }, null);
    return session;
  }

  /** Completes or fires a slot. */
  signal(slotId: string): void {
    const message = this.#waiting().get(elementOf(slotId));
    if (!message) throw new Error(`unit ${this.#unit.source.id} has no open slot ${slotId}`);
    const host = this.#unit.source.hosts.get(message.content.id);
    this.#step(() => {
      const redeliver = host === undefined ? undefined : this.#withhold(host);
      this.#running.getApi(message).signal();
      this.#agenda.drain();
      if (!this.#isEnded) redeliver?.();
    });
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  get isTerminated(): boolean {
    return this.#isTerminated;
  }

  get failure(): SessionFailure | undefined {
    return this.#failure;
  }

  /** Elements completed and flows taken since the session was opened, without those that the compiler added. */
  get passed(): readonly string[] {
    return this.#passed;
  }

  canonicalText(): string {
    return canonicalText(this.#running.getState(), this.#unit.source.endlessLoops);
  }

  open(): OpenSlots {
    const runs = new Map([...this.#waiting()].map(([element, { content }]) => [element, content.executionId]));
    return openSlots(this.#unit.source, runs, (site) => this.#queued(site));
  }

  get #running(): Definition {
    if (!this.#definition) throw new Error('session is not open');
    return this.#definition;
  }

  #open(state: { id: string }, startId: string | null): void {
    restartIds();
    const engine = newEngine({
      sourceContext: this.#unit.context,
      agenda: this.#agenda,
      ...(startId !== null && { startId }),
      expressions: { resolveExpression: (text: unknown) => this.#resolve(text) },
    });
    engine.on('error', (error: Error) => this.#fail(error));
    engine.recover({ name: 'unit', definitions: [state] } as unknown as Parameters<Engine['recover']>[0]);
    this.#definition = engine.execution.definitions[0] as unknown as Definition;
    this.#definition.broker.subscribeTmp('event', '#', (key, message) => this.#onEvent(key, message), {
      noAck: true,
      consumerTag: 'session',
    });
    engine.resume().catch((error: unknown) => this.#fail(error as Error));
    this.#agenda.drain();
  }

  #step(move: () => void): void {
    this.#isStepping = true;
    try {
      move();
      this.#agenda.drain();
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** The unit's XML holds `flow:<id>`, `loop:<id>` or `always` where an expression stands. */
  #resolve(text: unknown): unknown {
    const [, kind, id] = /^(flow|loop):(.*)$/.exec(String(text)) ?? [];
    if (id === undefined) return text === ALWAYS || text;
    if (!this.#isStepping) throw new Error(`guard ${text} asked while a state was taken up`);
    return this.#oracle({ kind: kind as Guard['kind'], id });
  }

  #onEvent(key: string, message: EventMessage): void {
    const { content } = message;
    switch (key) {
      case 'activity.wait':
        this.#waits.set(content.executionId, message);
        break;
      case 'activity.end':
      case 'flow.take':
        if (this.#isStepping && !this.#unit.source.added.has(content.id)) this.#passed.push(content.id);
        break;
      case 'process.terminate':
        this.#isTerminated = true;
        break;
      case 'definition.leave':
        this.#isEnded = true;
        break;
      case 'definition.error':
        if (content.error) this.#fail(content.error);
        break;
    }
  }

  #fail(error: Error): void {
    if (this.#failure) return;
    const isStuck = / no conditional flow taken$/.test(error.message);
    const elementId = (error as { source?: EventMessage }).source?.content.id ?? this.#unit.source.id;
    if (!isStuck && !(error instanceof BudgetExceeded)) throw error;
    this.#failure = { kind: isStuck ? 'no-flow' : 'limit', elementId, message: error.message };
  }

  /**
   * Takes the queued tokens of an activity away until it is cancelled: bpmn-elements 17.3.0 begins the next run within the cancelling of the
   * first and cancels that as well.
   */
  #withhold(activityId: string): () => void {
    const queue = this.#running.getActivityById(activityId)?.broker.getQueue('inbound-q');
    const tokens = (queue?.messages ?? []).map(({ fields, content, properties }) => ({ fields, content, properties }));
    queue?.purge();
    return () => {
      for (const { fields, content, properties } of tokens) queue?.queueMessage(fields, content, properties);
    };
  }

  /** Tokens that wait behind the one that runs at an activity or gateway. */
  #queued(site: string): number {
    return this.#running.getActivityById(site)?.broker.getQueue('inbound-q')?.messageCount ?? 0;
  }

  /** What waits and is still alive, by element id. */
  #waiting(): Map<string, EventMessage> {
    const alive = new Set<string>();
    const visit = (api: Api): void => {
      const { executionId } = api.content;
      if (alive.has(executionId)) return;
      alive.add(executionId);
      for (const inner of api.getExecuting?.() ?? []) visit(inner);
    };
    for (const api of this.#running.getPostponed()) visit(api);
    const open = new Map<string, EventMessage>();
    for (const [executionId, message] of this.#waits) if (alive.has(executionId)) open.set(message.content.id, message);
    return open;
  }
}
