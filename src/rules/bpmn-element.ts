/**
 * An element of a parsed diagram, as bpmn-moddle 10 gives it with the descriptors of BPMN 2.0 and of zeebe-bpmn-moddle 2.
 * Only what rules and compiler read; which properties an element has depends on its `$type`.
 */
export interface BpmnElement {
  readonly $type: string;
  readonly $parent?: BpmnElement;
  /** Attributes that no descriptor knows, by prefixed name. */
  readonly $attrs?: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly name?: string;
  readonly documentation?: readonly { readonly text?: string }[];
  readonly extensionElements?: { readonly values?: readonly Extension[] };

  readonly rootElements?: readonly BpmnElement[];
  readonly flowElements?: readonly BpmnElement[];
  readonly artifacts?: readonly BpmnElement[];
  readonly isExecutable?: boolean;

  readonly incoming?: readonly BpmnElement[];
  readonly outgoing?: readonly BpmnElement[];
  readonly sourceRef?: BpmnElement;
  readonly targetRef?: BpmnElement;
  readonly conditionExpression?: BpmnExpression;
  readonly default?: BpmnElement;

  readonly attachedToRef?: BpmnElement;
  readonly cancelActivity?: boolean;
  readonly isInterrupting?: boolean;
  readonly parallelMultiple?: boolean;
  readonly triggeredByEvent?: boolean;
  readonly isForCompensation?: boolean;
  readonly startQuantity?: number;
  readonly completionQuantity?: number;
  readonly instantiate?: boolean;
  readonly eventGatewayType?: string;
  readonly loopCharacteristics?: LoopCharacteristics;

  readonly eventDefinitions?: readonly EventDefinition[];
  readonly eventDefinitionRef?: readonly EventDefinition[];
  readonly messageRef?: Reference;
  readonly scriptFormat?: string;
  readonly script?: string;
}

export interface BpmnExpression {
  readonly body?: string;
  readonly language?: string;
}

/** A root element that an event refers to. */
export interface Reference extends BpmnElement {
  readonly errorCode?: string;
  readonly escalationCode?: string;
}

export interface EventDefinition extends BpmnElement {
  readonly timeDate?: BpmnExpression;
  readonly timeDuration?: BpmnExpression;
  readonly timeCycle?: BpmnExpression;
  readonly messageRef?: Reference;
  readonly signalRef?: Reference;
  readonly errorRef?: Reference;
  readonly escalationRef?: Reference;
  readonly activityRef?: BpmnElement;
  readonly waitForCompletion?: boolean;
  readonly condition?: BpmnExpression;
}

export interface LoopCharacteristics {
  readonly $type: string;
  readonly isSequential?: boolean;
  readonly behavior?: string;
  readonly completionCondition?: BpmnExpression;
  readonly loopCardinality?: BpmnExpression;
  readonly testBefore?: boolean;
  readonly loopMaximum?: number;
  readonly loopCondition?: BpmnExpression;
  readonly extensionElements?: { readonly values?: readonly Extension[] };
}

/** An extension element; attributes are texts. */
export interface Extension {
  readonly $type: string;
  readonly [attribute: string]: unknown;
}

/** `bpmn:UserTask` → `UserTask`. */
export function typeOf(element: { readonly $type: string } | undefined): string {
  return element?.$type.replace(/^bpmn:/, '') ?? '';
}

export function isOf(element: { readonly $type: string } | undefined, ...types: string[]): boolean {
  return types.includes(typeOf(element));
}

/** The event definitions of an event, written in place or referred to. */
export function eventDefinitionsOf(event: BpmnElement): readonly EventDefinition[] {
  return [...(event.eventDefinitions ?? []), ...(event.eventDefinitionRef ?? [])];
}

/** What triggers or is thrown: `Timer`, `Message` …; empty for a none event. */
export function eventKindOf(event: BpmnElement): string {
  const [definition] = eventDefinitionsOf(event);
  return definition ? typeOf(definition).replace(/EventDefinition$/, '') : '';
}

/** The extension element of a Zeebe type (`TaskDefinition` …); undefined when there is none. */
export function zeebe(
  element: Pick<BpmnElement, 'extensionElements'> | undefined,
  type: string,
): Extension | undefined {
  const name = `zeebe:${type}`.toLowerCase();
  return element?.extensionElements?.values?.find(({ $type }) => $type.toLowerCase() === name);
}

/** A text attribute of an extension element, trimmed; undefined when absent or empty. */
export function attribute(extension: Extension | undefined, name: string): string | undefined {
  const value = extension?.[name];
  if (value === undefined || value === null) return undefined;
  return String(value).trim() || undefined;
}

/** Children of an extension element under a property. */
export function children(extension: Extension | undefined, name: string): readonly Extension[] {
  return (extension?.[name] as readonly Extension[] | undefined) ?? [];
}

/** A process, sub-process or transaction: what has flow elements of its own. */
export function isScope(element: BpmnElement): boolean {
  return isOf(element, 'Process', 'SubProcess', 'Transaction', 'AdHocSubProcess');
}

export function isActivity(element: BpmnElement): boolean {
  return /Task$|^SubProcess$|^Transaction$|^AdHocSubProcess$|^CallActivity$/.test(typeOf(element));
}

export function isFlowNode(element: BpmnElement): boolean {
  return isActivity(element) || /Gateway$|(Start|End|Catch|Throw|Boundary)Event$/.test(typeOf(element));
}

export function isGateway(element: BpmnElement): boolean {
  return /Gateway$/.test(typeOf(element));
}

/** Every element of a scope at any depth, in document order. */
export function* elementsWithin(scope: BpmnElement): Generator<BpmnElement> {
  for (const element of scope.flowElements ?? []) {
    yield element;
    yield* elementsWithin(element);
  }
}

/** The sequence flows that leave a flow node, in document order. */
export function outgoingOf(node: BpmnElement): readonly BpmnElement[] {
  return flowsAt(node)?.outgoing ?? [];
}

export function incomingOf(node: BpmnElement): readonly BpmnElement[] {
  return flowsAt(node)?.incoming ?? [];
}

interface FlowsAt {
  readonly outgoing: BpmnElement[];
  readonly incoming: BpmnElement[];
}

/** The flows of each scope by node, so that no rule is quadratic in the size of a diagram. */
const flowsByScope = new WeakMap<BpmnElement, ReadonlyMap<BpmnElement, FlowsAt>>();

function flowsAt(node: BpmnElement): FlowsAt | undefined {
  const scope = node.$parent;
  if (!scope) return undefined;
  let byNode = flowsByScope.get(scope);
  if (!byNode) flowsByScope.set(scope, (byNode = flowsIn(scope)));
  return byNode.get(node);
}

function flowsIn(scope: BpmnElement): Map<BpmnElement, FlowsAt> {
  const byNode = new Map<BpmnElement, FlowsAt>();
  const at = (node: BpmnElement): FlowsAt => {
    let flows = byNode.get(node);
    if (!flows) byNode.set(node, (flows = { outgoing: [], incoming: [] }));
    return flows;
  };
  for (const flow of scope.flowElements ?? []) {
    if (!isOf(flow, 'SequenceFlow')) continue;
    if (flow.sourceRef) at(flow.sourceRef).outgoing.push(flow);
    if (flow.targetRef) at(flow.targetRef).incoming.push(flow);
  }
  return byNode;
}

/** Where tokens go from a flow node: along its flows, and from a link throw event to its catch event. */
export function nextNodes(node: BpmnElement): BpmnElement[] {
  const targets = outgoingOf(node).flatMap(({ targetRef }) => targetRef ?? []);
  return isLink(node, 'IntermediateThrowEvent') ? [...targets, ...linkTargets(node)] : targets;
}

/** The catch events of a link throw event. */
function linkTargets(link: BpmnElement): BpmnElement[] {
  const nameOf = (event: BpmnElement): string | undefined => eventDefinitionsOf(event)[0]?.name;
  const nodes = link.$parent?.flowElements ?? [];
  return nodes.filter((event) => isLink(event, 'IntermediateCatchEvent') && nameOf(event) === nameOf(link));
}

/** A link throw or catch event. */
export function isLink(event: BpmnElement, type: 'IntermediateThrowEvent' | 'IntermediateCatchEvent'): boolean {
  return isOf(event, type) && eventKindOf(event) === 'Link';
}
