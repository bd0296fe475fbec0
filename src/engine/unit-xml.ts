import type { ExecutableElement } from '../domain/process/executable.ts';
import { eventKindOf } from '../rules/bpmn-element.ts';
import { isInterrupting, type Flow, type Node, type ScopeGraph } from './scope-graph.ts';
import type { UnitSource } from './unit-source.ts';

const NAMESPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** A condition that holds whatever the data: no guard, so that nothing is looked for where it would not. */
export const ALWAYS = 'always';

/**
 * Writes a unit as a diagram for bpmn-engine.
 *
 * @param graph - only what the unit runs
 * @param entry - boundary event whose path the unit is: it becomes the unit's start event
 */
export function unitSource(
  id: string,
  graph: ScopeGraph,
  elements: Readonly<Record<string, ExecutableElement>>,
  entry?: string,
): UnitSource {
  const nodes = [...graph.nodes.values()].filter((node) => isKept(node, graph));
  const kept = new Set(nodes.map((node) => node.id));
  if (entry !== undefined) kept.add(entry);
  const flows = graph.flows.filter(({ from, to }) => kept.has(from) && kept.has(to));
  const gateways = gatewaysOfCatches(graph, flows);
  const catches = new Set(
    nodes.filter(({ id: node, kind }) => kind === 'catch' || gateways.has(node)).map((node) => node.id),
  );
  const defaults = new Map(flows.filter(({ isDefault }) => isDefault).map((flow) => [flow.from, flow.id]));
  const free = (wanted: string): string =>
    kept.has(wanted) || flows.some((flow) => flow.id === wanted) ? free(`${wanted}_`) : wanted;

  const starts = nodes.filter(({ kind }) => kind === 'start');

  const body = nodes.map((node) =>
    nodeXml(catches.has(node.id) ? 'catch' : node.kind, node, defaults.get(node.id), elements[node.id]),
  );
  if (entry !== undefined) body.unshift(`<startEvent id="${entry}"/>`);
  const xml =
    `<definitions ${NAMESPACES} id="${free('unit')}" targetNamespace="unit"><process id="${free('scope')}" isExecutable="true">` +
    `${body.join('')}${flows.map(flowXml).join('')}</process></definitions>`;
  return {
    id,
    xml,
    hosts: new Map(nodes.flatMap(({ id: node, kind, host }) => (kind === 'boundary' && host ? [[node, host]] : []))),
    gateways,
    catches,
    loops: new Set(nodes.filter((node) => elements[node.id]?.loop).map((node) => node.id)),
    endlessLoops: new Set(nodes.filter((node) => isEndless(elements[node.id])).map((node) => node.id)),
    added: new Set(flows.filter(({ isAdded }) => isAdded).map((flow) => flow.id)),
    start: defaultStart(starts) ?? entry ?? null,
    starts: entry === undefined ? starts.map((node) => node.id) : [entry],
    nodes: [...kept],
  };
}

function defaultStart(starts: readonly Node[]): string | undefined {
  const plain = starts.find(({ element }) => !eventKindOf(element));
  return (plain ?? (starts.length === 1 ? starts[0] : undefined))?.id;
}

/** Non-interrupting boundary events run as units of their own. */
function isKept({ kind, element, host }: Node, graph: ScopeGraph): boolean {
  return kind !== 'boundary' || (isInterrupting(element) && host !== undefined && graph.nodes.has(host));
}

const isEndless = (element: ExecutableElement | undefined): boolean => !!element?.loop && element.loop.maximum === null;

function gatewaysOfCatches(graph: ScopeGraph, flows: readonly Flow[]): Map<string, string> {
  return new Map(flows.filter(({ from }) => graph.nodes.get(from)?.kind === 'event').map(({ from, to }) => [to, from]));
}

function nodeXml(
  kind: Node['kind'],
  { id, host }: Node,
  defaultFlow: string | undefined,
  element: ExecutableElement | undefined,
): string {
  const head = `id="${id}"${defaultFlow === undefined ? '' : ` default="${defaultFlow}"`}`;
  switch (kind) {
    case 'start':
      return `<startEvent id="${id}"/>`;
    case 'end':
      return `<endEvent id="${id}"/>`;
    case 'terminate':
      return `<endEvent id="${id}"><terminateEventDefinition/></endEvent>`;
    case 'wait':
      return `<userTask ${head}>${loopXml(element)}</userTask>`;
    case 'catch':
      return `<intermediateCatchEvent id="${id}"/>`;
    case 'pass':
      return `<task ${head}/>`;
    case 'exclusive':
    case 'parallel':
    case 'inclusive':
      return `<${kind}Gateway ${head}/>`;
    case 'event':
      return `<eventBasedGateway id="${id}"/>`;
    case 'boundary':
      return `<boundaryEvent id="${id}" attachedToRef="${host}"><signalEventDefinition/></boundaryEvent>`;
  }
}

function loopXml(element: ExecutableElement | undefined): string {
  if (!element?.loop) return '';
  const { condition, testBefore, maximum } = element.loop;
  const inner =
    condition === null ? '' : `<loopCondition xsi:type="tFormalExpression">loop:${element.id}</loopCondition>`;
  return `<standardLoopCharacteristics testBefore="${testBefore}"${maximum === null ? '' : ` loopMaximum="${maximum}"`}>${inner}</standardLoopCharacteristics>`;
}

function flowXml({ id, from, to, isConditional, isAlways }: Flow): string {
  const condition = isConditional
    ? `<conditionExpression xsi:type="tFormalExpression">${isAlways ? ALWAYS : `flow:${id}`}</conditionExpression>`
    : '';
  return `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`;
}
