import type {
  Behaviour,
  ExecutableElement,
  Listener,
  Mapping,
  MultiInstanceDefinition,
} from '../domain/process/executable.ts';
import {
  attribute,
  type BpmnElement,
  children,
  eventDefinitionsOf,
  eventKindOf,
  isOf,
  type LoopCharacteristics,
  typeOf,
  zeebe,
} from '../rules/bpmn-element.ts';
import { expression, feel, triggerOf } from './compile-trigger.ts';

/** What the host needs to know of a flow node. The deploy gate has passed, so what is required is there. */
export function compileElement(element: BpmnElement, id: string, bodyUnit: string): ExecutableElement {
  const type = typeOf(element);
  const mapping = zeebe(element, 'IoMapping');
  const compiled = {
    id,
    type: type.charAt(0).toLowerCase() + type.slice(1),
    name: element.name ?? null,
    documentation: element.documentation?.[0]?.text ?? null,
    behaviour: behaviourOf(element, bodyUnit),
    inputs: mappings(children(mapping, 'inputParameters')),
    outputs: mappings(children(mapping, 'outputParameters')),
    multiInstance: multiInstanceOf(element.loopCharacteristics),
    loop: standardLoopOf(element.loopCharacteristics),
    compensationHandler: compensationHandlerOf(element),
    listeners: listenersOf(element),
  };
  const hasWork =
    compiled.inputs.length > 0 ||
    compiled.outputs.length > 0 ||
    compiled.listeners.length > 0 ||
    compiled.multiInstance ||
    compiled.loop;
  if (compiled.behaviour || !hasWork || !mayWait(element)) return compiled;
  // mappings, listeners and repetition are the host's work, so what would pass by itself stops for it
  return { ...compiled, behaviour: { kind: 'script', expression: 'null', resultVariable: null } };
}

const mayWait = (element: BpmnElement): boolean =>
  isOf(element, 'Task', 'ManualTask', 'IntermediateThrowEvent') || (isOf(element, 'EndEvent') && !eventKindOf(element));

function behaviourOf(element: BpmnElement, bodyUnit: string): Behaviour | null {
  switch (typeOf(element)) {
    case 'UserTask':
      return userTask(element);
    case 'ServiceTask':
    case 'SendTask':
      return job(element);
    case 'ScriptTask':
      return script(element) ?? job(element);
    case 'BusinessRuleTask':
      return decision(element) ?? job(element);
    case 'CallActivity':
      return call(element);
    case 'SubProcess':
      return { kind: 'subProcess', unit: bodyUnit };
    case 'ReceiveTask':
    case 'IntermediateCatchEvent': {
      const trigger = triggerOf(element)[0];
      return trigger ? { kind: 'catch', trigger } : null;
    }
    case 'IntermediateThrowEvent':
    case 'EndEvent':
      return thrown(element);
    default:
      return null;
  }
}

function userTask(element: BpmnElement): Behaviour {
  const assignment = zeebe(element, 'AssignmentDefinition');
  const schedule = zeebe(element, 'TaskSchedule');
  return {
    kind: 'userTask',
    assignee: expression(attribute(assignment, 'assignee')),
    candidateGroups: expression(attribute(assignment, 'candidateGroups')),
    candidateUsers: expression(attribute(assignment, 'candidateUsers')),
    dueDate: expression(attribute(schedule, 'dueDate')),
    followUpDate: expression(attribute(schedule, 'followUpDate')),
    priority: expression(attribute(zeebe(element, 'PriorityDefinition'), 'priority')),
    formId: attribute(zeebe(element, 'FormDefinition'), 'formId') ?? null,
  };
}

function job(element: BpmnElement): Behaviour | null {
  const definition = zeebe(element, 'TaskDefinition');
  const jobType = expression(attribute(definition, 'type'));
  if (!jobType) return null;
  const headers = children(zeebe(element, 'TaskHeaders'), 'values').map(
    (header) => [attribute(header, 'key') ?? '', attribute(header, 'value') ?? ''] as const,
  );
  return {
    kind: 'job',
    jobType,
    retries: expression(attribute(definition, 'retries')),
    headers: Object.fromEntries(headers),
  };
}

function script(element: BpmnElement): Behaviour | null {
  const definition = zeebe(element, 'Script');
  const text = attribute(definition, 'expression');
  if (text === undefined) return null;
  return { kind: 'script', expression: feel(text), resultVariable: attribute(definition, 'resultVariable') ?? null };
}

function decision(element: BpmnElement): Behaviour | null {
  const called = zeebe(element, 'CalledDecision');
  const decisionId = expression(attribute(called, 'decisionId'));
  const resultVariable = attribute(called, 'resultVariable');
  return decisionId && resultVariable !== undefined ? { kind: 'decision', decisionId, resultVariable } : null;
}

function call(element: BpmnElement): Behaviour | null {
  const called = zeebe(element, 'CalledElement');
  const processId = expression(attribute(called, 'processId'));
  if (!processId) return null;
  return {
    kind: 'call',
    processId,
    binding: (attribute(called, 'bindingType') ?? 'latest') as 'latest' | 'deployment' | 'versionTag',
    versionTag: attribute(called, 'versionTag') ?? null,
    propagateAllParentVariables: attribute(called, 'propagateAllParentVariables') !== 'false',
    propagateAllChildVariables: attribute(called, 'propagateAllChildVariables') !== 'false',
  };
}

function thrown(element: BpmnElement): Behaviour | null {
  const [definition] = eventDefinitionsOf(element);
  switch (eventKindOf(element)) {
    case 'Message':
    case 'Signal': {
      const trigger = triggerOf(element)[0];
      return job(element) ?? (trigger ? { kind: 'throw', trigger } : null);
    }
    case 'Error':
      return { kind: 'throwError', code: definition?.errorRef?.errorCode ?? '' };
    case 'Escalation':
      return { kind: 'throwEscalation', code: definition?.escalationRef?.escalationCode ?? '' };
    case 'Compensate':
      return { kind: 'throwCompensation', activityId: definition?.activityRef?.id ?? null };
    default:
      return null;
  }
}

function mappings(parameters: readonly Record<string, unknown>[]): Mapping[] {
  return parameters.flatMap(({ source, target }) => {
    const from = expression(source === undefined ? undefined : String(source));
    return from && typeof target === 'string' ? [{ source: from, target }] : [];
  });
}

function multiInstanceOf(loop: LoopCharacteristics | undefined): MultiInstanceDefinition | null {
  if (!isOf(loop, 'MultiInstanceLoopCharacteristics')) return null;
  const definition = zeebe(loop, 'LoopCharacteristics');
  const collection = attribute(definition, 'inputCollection') ?? loop?.loopCardinality?.body?.trim() ?? '';
  const outputElement = attribute(definition, 'outputElement');
  const completionCondition = loop?.completionCondition?.body?.trim();
  return {
    sequential: loop?.isSequential === true,
    collection: feel(collection),
    inputElement: attribute(definition, 'inputElement') ?? null,
    outputCollection: attribute(definition, 'outputCollection') ?? null,
    outputElement: outputElement === undefined ? null : feel(outputElement),
    completionCondition: completionCondition ? feel(completionCondition) : null,
  };
}

function standardLoopOf(loop: LoopCharacteristics | undefined): ExecutableElement['loop'] {
  if (!isOf(loop, 'StandardLoopCharacteristics')) return null;
  const condition = loop?.loopCondition?.body?.trim();
  return {
    condition: condition ? feel(condition) : null,
    testBefore: loop?.testBefore === true,
    maximum: loop?.loopMaximum ?? null,
  };
}

/** The activity that an association joins to the compensation boundary event of `activity`. */
function compensationHandlerOf(activity: BpmnElement): string | null {
  const scope = activity.$parent;
  for (const boundary of scope?.flowElements ?? []) {
    if (boundary.attachedToRef !== activity || eventKindOf(boundary) !== 'Compensate') continue;
    return compensationHandler(boundary)?.id ?? null;
  }
  return null;
}

/** The handler that an association joins to a compensation boundary event. */
export function compensationHandler(boundary: BpmnElement): BpmnElement | undefined {
  for (const association of boundary.$parent?.artifacts ?? []) {
    const { sourceRef, targetRef } = association;
    if (sourceRef === boundary && targetRef?.isForCompensation) return targetRef;
    if (targetRef === boundary && sourceRef?.isForCompensation) return sourceRef;
  }
  return undefined;
}

function listenersOf(element: BpmnElement): Listener[] {
  const found = [
    ...children(zeebe(element, 'ExecutionListeners'), 'listeners'),
    ...children(zeebe(element, 'TaskListeners'), 'listeners'),
  ];
  return found.flatMap((listener) => {
    const on = attribute(listener, 'eventType');
    const jobType = attribute(listener, 'type');
    return on && jobType ? [{ on: on as Listener['on'], jobType }] : [];
  });
}
