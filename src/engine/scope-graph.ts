import type { ExecutableElement } from '../domain/process/executable.ts';
import { type BpmnElement, eventDefinitionsOf, eventKindOf, isFlowNode, isOf, typeOf } from '../rules/bpmn-element.ts';

/** What a flow node is to bpmn-engine. */
export type NodeKind =
  | 'start'
  | 'end'
  | 'terminate'
  | 'wait'
  | 'catch'
  | 'pass'
  | 'exclusive'
  | 'parallel'
  | 'inclusive'
  | 'event'
  | 'boundary';

export interface Node {
  readonly id: string;
  readonly kind: NodeKind;
  readonly element: BpmnElement;
  /** Boundary event: activity it is attached to. */
  readonly host?: string;
}

export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly isConditional: boolean;
  /** Its condition is the word `true`: nobody is asked. */
  readonly isAlways: boolean;
  readonly isDefault: boolean;
  /** Not in the diagram: joins a link throw event to its catch event. */
  readonly isAdded: boolean;
}

/** The flow of one scope. Event sub-processes and compensation handlers are no part of it. */
export interface ScopeGraph {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly flows: readonly Flow[];
}

/** Reads the flow of a process or sub-process, without what is inside its sub-processes. */
export function scopeGraph(scope: BpmnElement, elements: Readonly<Record<string, ExecutableElement>>): ScopeGraph {
  const nodes = new Map<string, Node>();
  const flows: Flow[] = [];
  for (const element of scope.flowElements ?? []) {
    if (isOf(element, 'SequenceFlow')) flows.push(flowOf(element));
    const id = element.id ?? '';
    const kind = isFlowNode(element) && !standsAside(element) ? kindOf(element, elements[id]) : undefined;
    if (!kind) continue;
    const host = element.attachedToRef?.id;
    nodes.set(id, { id, kind, element, ...(host !== undefined && { host }) });
  }
  return { nodes, flows: [...flows, ...linkFlows(scope, flows)] };
}

/** The part of a graph that tokens can reach from `from`, by way of interrupting boundary events too. */
export function reachable(graph: ScopeGraph, from: readonly string[]): ScopeGraph {
  const next = new Map<string, string[]>();
  const lead = (source: string, target: string): unknown =>
    next.get(source)?.push(target) ?? next.set(source, [target]);
  for (const flow of graph.flows) lead(flow.from, flow.to);
  for (const { id, kind, host, element } of graph.nodes.values()) {
    if (kind === 'boundary' && host !== undefined && isInterrupting(element)) lead(host, id);
  }
  const reached = new Set<string>();
  const todo = [...from];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    todo.push(...(next.get(id) ?? []));
  }
  return {
    nodes: new Map([...graph.nodes].filter(([id]) => reached.has(id))),
    flows: graph.flows.filter((flow) => reached.has(flow.from) && reached.has(flow.to)),
  };
}

/** Error and cancel boundary events always interrupt, whatever the attribute says. */
export function isInterrupting(event: BpmnElement): boolean {
  return isOf(event, 'BoundaryEvent')
    ? event.cancelActivity !== false || eventKindOf(event) === 'Error'
    : event.isInterrupting !== false;
}

/** Event sub-processes, compensation handlers and their boundary events: the host starts them. */
export function standsAside(element: BpmnElement): boolean {
  return (
    element.triggeredByEvent === true ||
    element.isForCompensation === true ||
    (isOf(element, 'BoundaryEvent') && eventKindOf(element) === 'Compensate')
  );
}

function flowOf(flow: BpmnElement): Flow {
  const isDefault = flow.sourceRef?.default === flow;
  return {
    id: flow.id ?? '',
    from: flow.sourceRef?.id ?? '',
    to: flow.targetRef?.id ?? '',
    isConditional: flow.conditionExpression !== undefined && !isDefault,
    isAlways: /^=\s*true$/.test(flow.conditionExpression?.body?.trim() ?? ''),
    isDefault,
    isAdded: false,
  };
}

function linkFlows(scope: BpmnElement, flows: readonly Flow[]): Flow[] {
  const links = (scope.flowElements ?? []).filter((element) => eventKindOf(element) === 'Link');
  const nameOf = (event: BpmnElement): string | undefined => eventDefinitionsOf(event)[0]?.name;
  const taken = new Set(flows.map(({ id }) => id));
  return links
    .filter((event) => isOf(event, 'IntermediateThrowEvent'))
    .flatMap((from): Flow[] => {
      const to = links.find((event) => isOf(event, 'IntermediateCatchEvent') && nameOf(event) === nameOf(from));
      if (!to) return [];
      let id = `${from.id}-link`;
      while (taken.has(id)) id += '-';
      const plain = { isConditional: false, isAlways: false, isDefault: false };
      return [{ id, from: from.id ?? '', to: to.id ?? '', ...plain, isAdded: true }];
    });
}

function kindOf(element: BpmnElement, executable: ExecutableElement | undefined): NodeKind {
  switch (typeOf(element)) {
    case 'StartEvent':
      return 'start';
    case 'BoundaryEvent':
      return 'boundary';
    case 'ExclusiveGateway':
      return 'exclusive';
    case 'ParallelGateway':
      return 'parallel';
    case 'InclusiveGateway':
      return 'inclusive';
    case 'EventBasedGateway':
      return 'event';
    case 'EndEvent':
      if (eventKindOf(element) === 'Terminate') return 'terminate';
      return executable?.behaviour ? 'wait' : 'end';
    case 'IntermediateCatchEvent':
      return executable?.behaviour ? 'catch' : 'pass';
    default:
      return executable?.behaviour ? 'wait' : 'pass';
  }
}
