import type { Variables } from '../conformance/case.ts';

/** A random diagram that the deploy gate accepts, and what a random walk needs to know of it. */
export interface GeneratedDiagram {
  readonly seed: number;
  readonly xml: string;
  /** Variables that decide; a walk sets them anew at each step. */
  readonly guards: readonly string[];
  /** The collections of multi-instance activities. */
  readonly variables: Variables;
  /** Jobs that have a handler for the error `refused`. */
  readonly failing: ReadonlySet<string>;
  /** Event that does not interrupt → the one task of its path. Two tokens in one task are beyond a walk, so it is not fired while that waits. */
  readonly handlers: ReadonlyMap<string, string>;
}

/** Numbers in [0, 1) from a seed; the same seed gives the same numbers (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A diagram of nested blocks (choices, parallel and inclusive blocks, event-based gateways, rework loops, sub-processes, multi-instance,
 * standard loops, boundary events, event sub-processes), some with a flow from one branch into another, which no block structure has.
 *
 * @param size - about how many blocks, default 18
 */
export function generateDiagram(seed: number, size = 18): GeneratedDiagram {
  return new Generator(seed, size).diagram();
}

interface Scope {
  readonly depth: number;
  /** Inside a multi-instance activity: messages and signals could not tell the items apart. */
  readonly isItem: boolean;
  /** An error thrown here is caught somewhere outside. */
  readonly canFail: boolean;
}
type Block = (from: string, scope: Scope) => string;

const MAX_DEPTH = 3;

class Generator {
  readonly #seed: number;
  readonly #random: () => number;
  readonly #guards: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #failing = new Set<string>();
  readonly #handlers = new Map<string, string>();
  readonly #roots: string[] = [];
  #calls = false;
  #compensates = false;
  #left: number;
  #count = 0;
  #out: string[] = [];

  constructor(seed: number, size: number) {
    this.#seed = seed;
    this.#random = randomFrom(seed);
    this.#left = size;
  }

  diagram(): GeneratedDiagram {
    const body = this.#scope({ depth: 0, isItem: false, canFail: false });
    const child = this.#calls ? this.#childProcess() : '';
    const roots = this.#roots.join('');
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="https://jiesu.example/random">
<error id="error_refused" name="refused" errorCode="refused"/><escalation id="escalation_delay" name="delay" escalationCode="delay"/>${roots}<process id="main" isExecutable="true">${body}</process>${child}</definitions>`;
    return {
      seed: this.#seed,
      xml,
      guards: this.#guards,
      variables: this.#variables,
      failing: this.#failing,
      handlers: this.#handlers,
    };
  }

  /** Elements of a process or sub-process, from start to end. */
  #scope(scope: Scope): string {
    const outer = this.#out;
    const outerCompensates = this.#compensates;
    this.#out = [];
    this.#compensates = false;
    const handler = this.#chance(0.25) ? this.#eventSubProcess(scope) : '';
    const inner = { ...scope, canFail: scope.canFail || handler.includes('errorEventDefinition') };
    let last = this.#node('startEvent', 'start');
    const length = (scope.depth === 0 ? 3 : 1) + this.#below(3);
    for (let i = 0; i < length; i++) last = this.#block(last, inner);
    this.#flow(last, this.#node('endEvent', 'end'));
    const body = this.#out.join('') + handler;
    this.#out = outer;
    this.#compensates = outerCompensates;
    return body;
  }

  #childProcess(): string {
    this.#left = 2;
    return `<process id="child" isExecutable="true">${this.#scope({ depth: 1, isItem: false, canFail: false })}</process>`;
  }

  #block(from: string, scope: Scope): string {
    const simple: Block[] = [(f, s) => this.#task(f, s), (f, s) => this.#task(f, s), (f) => this.#catch(f, scope)];
    const nested: Block[] = [
      (f, s) => this.#choice(f, s),
      (f, s) => this.#fork(f, s, 'parallelGateway'),
      (f, s) => this.#fork(f, s, 'inclusiveGateway'),
      (f, s) => this.#rework(f, s),
      (f, s) => this.#subProcess(f, s),
      (f, s) => this.#earlyEnd(f, s),
      (f) => this.#throw(f),
      (f) => this.#compensable(f),
      (f, s) => this.#call(f, s),
      (f) => this.#loopTask(f),
    ];
    if (!scope.isItem)
      nested.push(
        (f, s) => this.#eventBased(f, s),
        (f, s) => this.#multiInstance(f, s),
      );
    this.#left--;
    const isNested = this.#left > 0 && scope.depth < MAX_DEPTH;
    return this.#pick(isNested ? [...simple, ...nested] : simple)(from, { ...scope, depth: scope.depth + 1 });
  }

  /** A block in about half of the cases, else nothing. */
  #maybe(from: string, scope: Scope): string {
    return this.#chance(0.5) ? this.#block(from, scope) : from;
  }

  #task(from: string, scope: Scope): string {
    const kinds = scope.isItem ? ['userTask', 'serviceTask'] : ['userTask', 'userTask', 'serviceTask', 'receiveTask'];
    const type = this.#pick(kinds);
    const id = this.#id('task');
    this.#element(type, id, type === 'receiveTask' ? ` messageRef="${this.#message()}"` : '', work(type, id));
    this.#flow(from, id);
    if (scope.canFail && type === 'serviceTask') this.#failing.add(id);
    if (this.#chance(0.4)) this.#boundary(id, scope, type === 'serviceTask');
    return id;
  }

  /** A task with a handler that undoes it; the first one is followed by what may throw. */
  #compensable(from: string): string {
    const id = this.#id('task');
    const boundary = this.#id('undo');
    const handler = this.#id('undone');
    this.#element('userTask', id, '', work('userTask', id));
    this.#element('boundaryEvent', boundary, ` attachedToRef="${id}"`, '<compensateEventDefinition/>');
    this.#element('userTask', handler, ' isForCompensation="true"', work('userTask', handler));
    this.#element(
      'association',
      `${boundary}_to_${handler}`,
      ` associationDirection="One" sourceRef="${boundary}" targetRef="${handler}"`,
    );
    this.#flow(from, id);
    // two throws at the same time would ask who undoes what
    if (this.#compensates || this.#chance(0.4)) return id;
    this.#compensates = true;
    const next = this.#step(id);
    const undo = this.#node('intermediateThrowEvent', 'throw', '<compensateEventDefinition/>');
    this.#flow(next, undo);
    return undo;
  }

  /** One call in a diagram, so that what is open in the called process is open once. */
  #call(from: string, scope: Scope): string {
    if (this.#calls || scope.isItem) return this.#task(from, scope);
    this.#calls = true;
    const id = this.#id('call');
    const called =
      '<extensionElements><zeebe:calledElement processId="child" propagateAllChildVariables="true"/></extensionElements>';
    this.#element('callActivity', id, ' calledElement="child"', called);
    this.#flow(from, id);
    if (this.#chance(0.5)) this.#boundary(id, scope, false);
    return id;
  }

  #loopTask(from: string): string {
    const id = this.#id('loop');
    const testBefore = this.#chance(0.5);
    const condition = `<loopCondition xsi:type="tFormalExpression">=${this.#guard()}</loopCondition>`;
    const loop = `<standardLoopCharacteristics testBefore="${testBefore}" loopMaximum="${1 + this.#below(3)}">${condition}</standardLoopCharacteristics>`;
    this.#element('userTask', id, '', work('userTask', id) + loop);
    this.#flow(from, id);
    return id;
  }

  #multiInstance(from: string, scope: Scope): string {
    const id = this.#id('each');
    const items = `${id}_items`;
    this.#variables[items] = Array.from({ length: this.#below(4) }, (_, index) => index);
    const collection = `<extensionElements><zeebe:loopCharacteristics inputCollection="=${items}" inputElement="item"/></extensionElements>`;
    const completion = `<completionCondition xsi:type="tFormalExpression">=${this.#guard()}</completionCondition>`;
    const sequential = this.#chance(0.5) ? ' isSequential="true"' : '';
    const condition = this.#chance(0.4) ? completion : '';
    const loop = `<multiInstanceLoopCharacteristics${sequential}>${collection}${condition}</multiInstanceLoopCharacteristics>`;
    if (this.#chance(0.5)) this.#element('userTask', id, '', work('userTask', id) + loop);
    else this.#element('subProcess', id, '', loop + this.#scope({ ...scope, isItem: true }));
    this.#flow(from, id);
    if (this.#chance(0.3)) this.#boundary(id, scope, false);
    return id;
  }

  #catch(from: string, scope: Scope): string {
    const id = this.#id('catch');
    this.#element(
      'intermediateCatchEvent',
      id,
      '',
      this.#trigger(scope.isItem ? ['timer'] : ['timer', 'message', 'signal']),
    );
    this.#flow(from, id);
    return id;
  }

  #throw(from: string): string {
    const id = this.#id('throw');
    const escalation = '<escalationEventDefinition escalationRef="escalation_delay"/>';
    this.#element('intermediateThrowEvent', id, '', this.#pick(['', escalation, this.#trigger(['signal'])]));
    this.#flow(from, id);
    return id;
  }

  #choice(from: string, scope: Scope): string {
    const split = this.#id('choice');
    const join = this.#node('exclusiveGateway', 'merge');
    this.#flow(from, split);
    const count = 2 + this.#below(2);
    for (let i = 1; i < count; i++) this.#flow(this.#maybe(this.#step(split, this.#guard()), scope), join);
    const last = this.#chance(0.4)
      ? this.#flow(split, join)
      : this.#entry(split, (head) => this.#flow(this.#maybe(head, scope), join));
    this.#element('exclusiveGateway', split, ` default="${last}"`);
    return join;
  }

  /** Parallel or inclusive block; sometimes a branch ends in a flow back to its own head or into another branch. */
  #fork(from: string, scope: Scope, type: 'parallelGateway' | 'inclusiveGateway'): string {
    const split = this.#id('fork');
    const join = this.#node(type, 'join');
    this.#flow(from, split);
    const count = 2 + this.#below(2);
    const heads = Array.from({ length: count }, () => this.#node('exclusiveGateway', 'head'));
    const entries = heads.map((head, i) => {
      const isGuarded = type === 'inclusiveGateway' && i > 0;
      return this.#flow(split, head, isGuarded ? this.#guard() : undefined);
    });
    for (const head of heads) {
      const tail = this.#maybe(this.#step(head), scope);
      if (this.#chance(0.25)) {
        const jump = this.#id('jump');
        this.#flow(tail, jump);
        this.#flow(jump, this.#pick(heads), this.#guard());
        this.#element('exclusiveGateway', jump, ` default="${this.#flow(jump, join)}"`);
      } else this.#flow(tail, join);
    }
    this.#element(type, split, type === 'inclusiveGateway' ? ` default="${entries[0]}"` : '');
    return join;
  }

  #rework(from: string, scope: Scope): string {
    const head = this.#node('exclusiveGateway', 'again');
    this.#flow(from, head);
    const tail = this.#maybe(this.#step(head), scope);
    const check = this.#id('check');
    this.#flow(tail, check);
    this.#flow(check, head, this.#guard());
    const next = this.#node('task', 'next');
    this.#element('exclusiveGateway', check, ` default="${this.#flow(check, next)}"`);
    return next;
  }

  #earlyEnd(from: string, scope: Scope): string {
    const check = this.#id('check');
    this.#flow(from, check);
    const kinds = ['', '<terminateEventDefinition/>', '<escalationEventDefinition escalationRef="escalation_delay"/>'];
    if (scope.canFail) kinds.push('<errorEventDefinition errorRef="error_refused"/>');
    this.#flow(check, this.#node('endEvent', 'early', this.#pick(kinds)), this.#guard());
    const next = this.#node('task', 'next');
    this.#element('exclusiveGateway', check, ` default="${this.#flow(check, next)}"`);
    return next;
  }

  #eventBased(from: string, scope: Scope): string {
    const gateway = this.#node('eventBasedGateway', 'first');
    const join = this.#node('exclusiveGateway', 'merge');
    this.#flow(from, gateway);
    for (const kind of ['timer', this.#pick(['message', 'signal'])]) {
      const event = this.#node('intermediateCatchEvent', 'event', this.#trigger([kind]));
      this.#flow(gateway, event);
      this.#flow(this.#maybe(event, scope), join);
    }
    return join;
  }

  #subProcess(from: string, scope: Scope): string {
    const id = this.#id('inside');
    const catches = this.#chance(0.4);
    this.#element('subProcess', id, '', this.#scope({ ...scope, canFail: scope.canFail || catches }));
    if (catches) this.#boundaryEvent(id, '<errorEventDefinition errorRef="error_refused"/>', true);
    this.#flow(from, id);
    if (this.#chance(0.6)) this.#boundary(id, scope, false);
    if (this.#chance(0.3)) this.#boundaryEvent(id, this.#trigger(['escalation']), this.#chance(0.5));
    return id;
  }

  #boundary(attachedTo: string, scope: Scope, isJob: boolean): void {
    if (isJob && this.#chance(0.6)) {
      this.#failing.add(attachedTo);
      this.#boundaryEvent(attachedTo, '<errorEventDefinition errorRef="error_refused"/>', true);
    } else {
      const kinds = scope.isItem ? ['timer'] : ['timer', 'message', 'signal'];
      this.#boundaryEvent(attachedTo, this.#trigger(kinds), this.#chance(0.6));
    }
  }

  #boundaryEvent(attachedTo: string, trigger: string, interrupts: boolean): void {
    const id = this.#id('boundary');
    this.#element(
      'boundaryEvent',
      id,
      ` attachedToRef="${attachedTo}"${interrupts ? '' : ' cancelActivity="false"'}`,
      trigger,
    );
    const handler = this.#step(id);
    if (!interrupts) this.#handlers.set(id, handler);
    this.#flow(handler, this.#node('endEvent', 'handled'));
  }

  #eventSubProcess({ isItem }: Scope): string {
    const start = this.#id('triggered');
    const kind = this.#pick(isItem ? ['timer', 'error'] : ['message', 'signal', 'timer', 'error', 'escalation']);
    const interrupts = kind === 'error' || this.#chance(0.5);
    const outer = this.#out;
    this.#out = [];
    this.#element('startEvent', start, interrupts ? '' : ' isInterrupting="false"', this.#trigger([kind]));
    this.#flow(this.#step(start), this.#node('endEvent', 'handled'));
    const body = this.#out.join('');
    this.#out = outer;
    return `<subProcess id="${this.#id('on_event')}" triggeredByEvent="true">${body}</subProcess>`;
  }

  /** A task where a walk can stop, so that no loop spins. */
  #step(from: string, guard?: string): string {
    const type = this.#pick(['userTask', 'serviceTask']);
    const id = this.#id('step');
    this.#element(type, id, '', work(type, id));
    this.#flow(from, id, guard);
    return id;
  }

  /** A task behind `from`, and the flow that leads to it. */
  #entry(from: string, then: (head: string) => void): string {
    const head = this.#step(from);
    then(head);
    return `${from}_to_${head}`;
  }

  #trigger(kinds: readonly string[]): string {
    const kind = this.#pick(kinds);
    if (kind === 'error') return '<errorEventDefinition errorRef="error_refused"/>';
    if (kind === 'escalation') return '<escalationEventDefinition escalationRef="escalation_delay"/>';
    if (kind === 'message') return `<messageEventDefinition messageRef="${this.#message()}"/>`;
    if (kind === 'signal') {
      const id = this.#id('signal');
      this.#roots.push(`<signal id="${id}" name="${id}"/>`);
      return `<signalEventDefinition signalRef="${id}"/>`;
    }
    return '<timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition>';
  }

  #message(): string {
    const id = this.#id('message');
    const subscription = '<extensionElements><zeebe:subscription correlationKey="=key"/></extensionElements>';
    this.#roots.push(`<message id="${id}" name="${id}">${subscription}</message>`);
    return id;
  }

  #guard(): string {
    const name = `guard_${this.#guards.length + 1}`;
    this.#guards.push(name);
    return name;
  }

  #flow(from: string, to: string, guard?: string): string {
    const id = `${from}_to_${to}`;
    const condition = guard ? `<conditionExpression xsi:type="tFormalExpression">=${guard}</conditionExpression>` : '';
    this.#element('sequenceFlow', id, ` sourceRef="${from}" targetRef="${to}"`, condition);
    return id;
  }

  #node(type: string, prefix: string, inner = ''): string {
    const id = this.#id(prefix);
    this.#element(type, id, '', inner);
    return id;
  }

  #element(type: string, id: string, attributes: string, inner = ''): void {
    this.#out.push(`<${type} id="${id}"${attributes}>${inner}</${type}>\n`);
  }

  #id(prefix: string): string {
    return `${prefix}_${++this.#count}`;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }
}

function work(type: string, id: string): string {
  if (type === 'userTask') return '<extensionElements><zeebe:userTask/></extensionElements>';
  if (type === 'serviceTask')
    return `<extensionElements><zeebe:taskDefinition type="conformance.${id}"/></extensionElements>`;
  return '';
}
