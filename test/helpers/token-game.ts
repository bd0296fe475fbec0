import type { BpmnElement } from '../../src/rules/bpmn-element.ts';
import { eventKindOf, incomingOf, outgoingOf, typeOf } from '../../src/rules/bpmn-element.ts';

/** A token: at rest on a node, or on a flow before a join. `group` ties the events behind one event-based gateway together. */
interface Waiting {
  readonly node: BpmnElement;
  readonly group?: object;
}

/**
 * The token game of BPMN 2.0.2 §13 for one flat scope, written from the standard without any engine: what bpmn-engine's steps are held against.
 */
export class TokenGame {
  readonly #answers: (flow: string) => boolean;
  #waiting: Waiting[] = [];
  /** Tokens that wait at joins, by flow. */
  readonly #atJoins = new Map<BpmnElement, number>();
  readonly #moving: BpmnElement[] = [];
  #passed: string[] = [];
  #isTerminated = false;

  constructor(start: BpmnElement, answers: (flow: string) => boolean) {
    this.#answers = answers;
    this.#leave(start);
    this.#settle();
  }

  get isTerminated(): boolean {
    return this.#isTerminated;
  }

  get isEnded(): boolean {
    return (
      this.#isTerminated || (this.#waiting.length === 0 && [...this.#atJoins.values()].every((count) => count === 0))
    );
  }

  /** Elements that are open, boundary events included, sorted; one entry for each token. */
  get open(): string[] {
    if (this.isEnded) return [];
    return this.#waiting.flatMap(({ node }) => [node, ...boundariesOf(node)].map(({ id }) => id ?? '')).sort();
  }

  /** Elements and flows that completed in the last step, sorted. */
  get passed(): string[] {
    return this.#passed.toSorted();
  }

  /** Completes or fires one open element. */
  step(id: string): void {
    this.#passed = [];
    const stepped = this.#waiting.find(
      ({ node }) => node.id === id || boundariesOf(node).some((event) => event.id === id),
    );
    if (!stepped) throw new Error(`${id} is not open`);
    const { group } = stepped;
    this.#waiting = this.#waiting.filter((other) => other !== stepped && (!group || other.group !== group));
    // the gateway is done when its event is
    const gateway = group && incomingOf(stepped.node)[0]?.sourceRef;
    if (gateway) this.#passed.push(gateway.id ?? '');
    this.#leave(
      stepped.node.id === id
        ? stepped.node
        : (boundariesOf(stepped.node).find((event) => event.id === id) as BpmnElement),
    );
    this.#settle();
  }

  #settle(): void {
    for (;;) {
      for (let flow = this.#moving.shift(); flow && !this.#isTerminated; flow = this.#moving.shift())
        this.#arrive(flow);
      if (this.#isTerminated || !this.#fireInclusive()) return;
    }
  }

  #arrive(flow: BpmnElement): void {
    const node = flow.targetRef as BpmnElement;
    switch (typeOf(node)) {
      case 'ParallelGateway': {
        this.#hold(flow, 1);
        const inbound = incomingOf(node);
        if (!inbound.every((one) => (this.#atJoins.get(one) ?? 0) > 0)) return;
        for (const one of inbound) this.#hold(one, -1);
        return this.#leave(node);
      }
      case 'InclusiveGateway':
        if (incomingOf(node).length > 1) return this.#hold(flow, 1);
        return this.#leave(node);
      case 'EventBasedGateway': {
        const group = {};
        for (const out of outgoingOf(node)) {
          this.#passed.push(out.id ?? '');
          this.#waiting.push({ node: out.targetRef as BpmnElement, group });
        }
        return;
      }
      case 'UserTask':
      case 'IntermediateCatchEvent':
        this.#waiting.push({ node });
        return;
      case 'EndEvent':
        if (eventKindOf(node) === 'Terminate') this.#isTerminated = true;
        return this.#leave(node);
      default:
        return this.#leave(node);
    }
  }

  #leave(node: BpmnElement): void {
    this.#passed.push(node.id ?? '');
    for (const flow of this.#chosen(node)) {
      this.#passed.push(flow.id ?? '');
      this.#moving.push(flow);
    }
  }

  /** Exclusive: the first that holds. Inclusive and activities: all that hold. Parallel: all. Else the default flow. */
  #chosen(node: BpmnElement): BpmnElement[] {
    const flows = outgoingOf(node);
    if (typeOf(node) === 'ParallelGateway') return [...flows];
    const holding = flows.filter(
      (flow) => flow !== node.default && (!flow.conditionExpression || this.#answers(flow.id ?? '')),
    );
    const first = typeOf(node) === 'ExclusiveGateway' ? holding.slice(0, 1) : holding;
    return first.length === 0 && node.default ? [node.default] : first;
  }

  /** §13.4.3: no token elsewhere can reach an empty inbound flow, unless it can also reach one where a token waits. */
  #fireInclusive(): boolean {
    const gateways = new Set(
      [...this.#atJoins].filter(([, count]) => count > 0).map(([flow]) => flow.targetRef as BpmnElement),
    );
    for (const gateway of gateways) {
      if (typeOf(gateway) !== 'InclusiveGateway') continue;
      const inbound = incomingOf(gateway);
      const full = inbound.filter((flow) => (this.#atJoins.get(flow) ?? 0) > 0);
      const empty = inbound.filter((flow) => !full.includes(flow));
      const isAwaited = this.#tokens(gateway).some((place) => {
        const reached = reachedFrom(place, gateway);
        return empty.some((flow) => reached.has(flow)) && !full.some((flow) => reached.has(flow));
      });
      if (isAwaited) continue;
      for (const flow of full) this.#hold(flow, -1);
      this.#leave(gateway);
      return true;
    }
    return false;
  }

  /** Where tokens are that have not come to `gateway`. */
  #tokens(gateway: BpmnElement): BpmnElement[] {
    const joins = [...this.#atJoins].filter(([flow, count]) => count > 0 && flow.targetRef !== gateway);
    return [...this.#waiting.map(({ node }) => node), ...joins.map(([flow]) => flow.targetRef as BpmnElement)];
  }

  #hold(flow: BpmnElement, count: number): void {
    this.#atJoins.set(flow, (this.#atJoins.get(flow) ?? 0) + count);
  }
}

/** Flows that a token at `place` can come to without passing `gateway`. */
function reachedFrom(place: BpmnElement, gateway: BpmnElement): Set<BpmnElement> {
  const flows = new Set<BpmnElement>();
  const seen = new Set<BpmnElement>();
  const todo = [place];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    todo.push(...boundariesOf(node));
    for (const flow of outgoingOf(node)) {
      flows.add(flow);
      if (flow.targetRef && flow.targetRef !== gateway) todo.push(flow.targetRef);
    }
  }
  return flows;
}

function boundariesOf(node: BpmnElement): BpmnElement[] {
  return (node.$parent?.flowElements ?? []).filter(({ attachedToRef }) => attachedToRef === node);
}
