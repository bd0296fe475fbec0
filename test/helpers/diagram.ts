import { Engine } from 'bpmn-engine';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { elements } from '../../src/engine/elements/elements.ts';

/** What the plain runner must know of a flow node, beside what bpmn-engine reads itself. */
export interface Node {
  /** BPMN type without prefix. */
  readonly type: string;
  readonly messageName?: string | undefined;
  readonly signalName?: string | undefined;
  readonly multiInstance?: { readonly collection: string; readonly inputElement?: string | undefined } | undefined;
  readonly decision?: { readonly decisionId: string; readonly resultVariable: string } | undefined;
  /** FEEL that the host evaluates by itself. */
  readonly script?: { readonly expression: string; readonly resultVariable?: string | undefined } | undefined;
}

/** A diagram ready for bpmn-engine, unsplit. */
export interface Diagram {
  readonly processId: string;
  /** bpmn-engine's compiled form. */
  readonly context: SourceContext;
  readonly nodes: ReadonlyMap<string, Node>;
}

/** The parts of bpmn-engine's compiled form that are read or rewritten before running. */
export interface SourceContext {
  readonly id: string;
  readonly elements: {
    readonly activities: SourceElement[];
    readonly sequenceFlows: SourceElement[];
    readonly processes: SourceElement[];
  };
}

interface SourceElement {
  id: string;
  type: string;
  parent: { id: string; type: string };
  behaviour: SourceBehaviour;
  Behaviour: unknown;
  sourceId?: string;
  targetId?: string;
}

interface SourceBehaviour {
  isExecutable?: boolean;
  name?: string;
  messageRef?: { name?: string };
  signalRef?: { name?: string };
  eventDefinitions?: SourceElement[] | undefined;
  loopCharacteristics?: SourceElement;
  loopCardinality?: string;
  extensionElements?: { values: Extension[] };
}

interface Extension {
  readonly $type: string;
  readonly inputCollection?: string;
  readonly inputElement?: string;
  readonly decisionId?: string;
  readonly expression?: string;
  readonly resultVariable?: string;
}

/**
 * Reads a whole diagram for plain bpmn-engine with the corrected elements. Jobs wait like user tasks; of several processes the one named
 * `main` runs, the others are called.
 */
export async function readDiagram(xml: string): Promise<Diagram> {
  const { UserTask } = elements;
  const jobs = { ServiceTask: UserTask, SendTask: UserTask, BusinessRuleTask: UserTask, ScriptTask: UserTask };
  const options = { name: 'read', source: xml, moddleOptions: { zeebe }, elements: { ...elements, ...jobs } };
  const [definition] = await new Engine(options as ConstructorParameters<typeof Engine>[0]).getDefinitions();
  const context = definition?.environment.options.source as SourceContext;

  const { processes, activities } = context.elements;
  const main = processes.find(({ id }) => id === 'main') ?? processes[0];
  if (!main) throw new Error('Expected a diagram with a process');
  for (const process of processes) process.behaviour.isExecutable = process === main;

  const nodes = new Map(activities.map((activity) => [activity.id, nodeOf(activity)]));
  for (const activity of activities) {
    const node = nodes.get(activity.id);
    const loop = activity.behaviour.loopCharacteristics;
    if (node?.multiInstance && loop) loop.behaviour.loopCardinality = `cardinality:${activity.id}`;
    if (node?.script ?? node?.decision) activity.Behaviour = elements.Task;
  }
  joinLinks(context);
  return { processId: main.id, context, nodes };
}

function nodeOf({ type, behaviour }: SourceElement): Node {
  const event = behaviour.eventDefinitions?.[0]?.behaviour;
  const loop = extension(behaviour.loopCharacteristics?.behaviour, 'zeebe:LoopCharacteristics');
  const script = extension(behaviour, 'zeebe:Script');
  const called = extension(behaviour, 'zeebe:CalledDecision');
  return {
    type: type.replace('bpmn:', ''),
    messageName: (behaviour.messageRef ?? event?.messageRef)?.name,
    signalName: event?.signalRef?.name,
    multiInstance:
      loop?.inputCollection === undefined
        ? undefined
        : { collection: loop.inputCollection, inputElement: loop.inputElement },
    decision:
      called?.decisionId === undefined
        ? undefined
        : { decisionId: called.decisionId, resultVariable: called.resultVariable ?? '' },
    script:
      script?.expression === undefined
        ? undefined
        : { expression: script.expression, resultVariable: script.resultVariable },
  };
}

function extension(behaviour: SourceBehaviour | undefined, type: string): Extension | undefined {
  return behaviour?.extensionElements?.values.find(({ $type }) => $type === type);
}

/** A link is a sequence flow drawn in two pieces (BPMN 2.0.2 §10.5.5): makes it one. */
function joinLinks({ elements: { activities, sequenceFlows } }: SourceContext): void {
  const linkOf = ({ behaviour }: SourceElement): string | undefined =>
    behaviour.eventDefinitions?.find(({ type }) => type === 'bpmn:LinkEventDefinition')?.behaviour.name;
  const linked = activities.filter((activity) => linkOf(activity) !== undefined);
  const throws = linked.filter(({ type }) => type === 'bpmn:IntermediateThrowEvent');
  const catches = linked.filter(({ type }) => type === 'bpmn:IntermediateCatchEvent');
  for (const source of throws) {
    const target = catches.find((one) => linkOf(one) === linkOf(source) && one.parent.id === source.parent.id);
    if (!target) throw new Error(`Expected a link catch event for ${source.id}`);
    sequenceFlows.push({
      id: `link_${source.id}`,
      type: 'bpmn:SequenceFlow',
      parent: { ...source.parent },
      sourceId: source.id,
      targetId: target.id,
      behaviour: {},
      Behaviour: sequenceFlows[0]?.Behaviour,
    });
  }
  for (const event of linked) {
    event.behaviour.eventDefinitions = undefined;
    event.type = 'bpmn:IntermediateThrowEvent';
    event.Behaviour = throws[0]?.Behaviour ?? event.Behaviour;
  }
}
