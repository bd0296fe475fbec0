import type { Trigger } from '../../domain/process/executable.ts';
import type { ScopeInstance, SlotInstance } from '../../domain/process/process-instance.ts';
import { elementOf, locate, slotByKey, unitOf, type Execution, type Executions, type Variables } from './execution.ts';
import { isInterrupted, startBoundaryPath, startEventSubProcess } from './fire.ts';
import { markStuck, raiseIncident } from './incidents.ts';
import { boundariesOf, stopListening } from './triggers.ts';
import { setVariables } from './variables.ts';

export interface ThrownError {
  readonly slotKey: number | null;
  readonly code: string;
  readonly message: string;
  readonly variables: Variables;
}

/**
 * Lets the innermost handler catch an error (BPMN 2.0.2 §10.5.1): a boundary event of the activity, an event sub-process of the scope,
 * then outwards, through call activities too. Nobody there: an incident at the throwing element.
 */
export function throwError(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  { slotKey, code, message, variables }: ThrownError,
): void {
  const slot = slotKey === null ? undefined : slotByKey(scope, slotKey)?.slot;
  if (slotKey !== null && !slot) return;
  const catcher = findCatcher(executions, { execution, scope, slot, from: undefined }, 'error', code);
  if (catcher) return enter(executions, catcher, variables);
  const trouble = `Expected somebody to catch error '${code}', but nobody does: ${message}`;
  if (slot) markStuck(execution, slot, 'open', 'UNHANDLED_ERROR_EVENT', trouble);
  else
    raiseIncident(execution, {
      type: 'UNHANDLED_ERROR_EVENT',
      elementId: scope.unit,
      elementInstanceKey: scope.key,
      message: trouble,
    });
}

/** Lets the innermost handler catch an escalation; the thrower goes on unless that cancelled it. Nobody there: no effect. */
export function escalate(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slotKey: number,
  code: string,
): void {
  const slot = slotByKey(scope, slotKey)?.slot;
  if (!slot) return;
  const catcher = findCatcher(executions, { execution, scope, slot: undefined, from: undefined }, 'escalation', code);
  execution.context.record({
    type: 'escalation.thrown',
    processInstanceKey: execution.row.key,
    elementId: slot.elementId,
    detail: { code, caught: catcher !== undefined },
  });
  if (catcher) enter(executions, catcher, {});
  executions.push({ do: 'complete', execution, scope, slotKey, variables: {} });
}

// helpers

/** Where to look: the boundaries of `slot`, then the event sub-processes of `scope`, but not the one the throw comes `from`. */
interface Level {
  readonly execution: Execution;
  readonly scope: ScopeInstance;
  readonly slot: SlotInstance | undefined;
  readonly from: ScopeInstance | undefined;
}

type Catcher =
  | {
      readonly kind: 'boundary';
      readonly execution: Execution;
      readonly scope: ScopeInstance;
      readonly slot: SlotInstance;
      readonly attached: SlotInstance;
      readonly elementId: string;
    }
  | {
      readonly kind: 'path';
      readonly execution: Execution;
      readonly scope: ScopeInstance;
      readonly attached: SlotInstance;
      readonly elementId: string;
    }
  | {
      readonly kind: 'eventSubProcess';
      readonly execution: Execution;
      readonly scope: ScopeInstance;
      readonly elementId: string;
    };

function findCatcher(
  executions: Executions,
  start: Level,
  kind: 'error' | 'escalation',
  code: string,
): Catcher | undefined {
  for (let level: Level | undefined = start; level; level = outwards(executions, level)) {
    const catcher = atBoundary(level, kind, code) ?? atEventSubProcess(level, kind, code);
    if (catcher) return catcher;
  }
  return undefined;
}

function atBoundary(
  { execution, scope, slot: attached }: Level,
  kind: 'error' | 'escalation',
  code: string,
): Catcher | undefined {
  if (!attached) return undefined;
  const boundary = best(boundariesOf(execution, scope, attached.elementId), kind, code);
  if (!boundary) return undefined;
  const { elementId } = boundary.trigger;
  if (boundary.unit) return { kind: 'path', execution, scope, attached, elementId };
  const slot = Object.values(scope.slots).find((candidate) => candidate.elementId === elementId);
  return slot && { kind: 'boundary', execution, scope, slot, attached, elementId };
}

function atEventSubProcess(
  { execution, scope, from }: Level,
  kind: 'error' | 'escalation',
  code: string,
): Catcher | undefined {
  if (isInterrupted(execution, scope)) return undefined;
  const others = unitOf(execution, scope).eventSubProcesses.filter(({ unit }) => unit !== from?.unit);
  const found = best(others, kind, code);
  return found && { kind: 'eventSubProcess', execution, scope, elementId: found.trigger.elementId };
}

/** The same code before one that catches all. */
function best<T extends { readonly trigger: Trigger }>(
  triggers: readonly T[],
  kind: 'error' | 'escalation',
  code: string,
): T | undefined {
  const codeOf = ({ trigger }: T) => (trigger.kind === kind ? trigger.code : undefined);
  return (
    triggers.find((candidate) => codeOf(candidate) === code) ?? triggers.find((candidate) => codeOf(candidate) === null)
  );
}

function outwards(executions: Executions, { execution, scope }: Level): Level | undefined {
  const parent = execution.parents.get(scope);
  if (parent) {
    const { slotKey, role } = parent.child;
    const holder =
      slotKey === undefined || role === 'compensation' ? undefined : slotByKey(parent.scope, slotKey)?.slot;
    return { execution, scope: parent.scope, slot: holder, from: scope };
  }
  const { parentProcessInstanceKey, parentElementInstanceKey } = execution.row;
  if (parentProcessInstanceKey === null || parentElementInstanceKey === null) return undefined;
  const caller = executions.findActive(parentProcessInstanceKey);
  const place = caller && locate(caller, parentElementInstanceKey);
  return caller && place && { execution: caller, scope: place.scope, slot: place.slot, from: undefined };
}

function enter(executions: Executions, catcher: Catcher, variables: Variables): void {
  const { execution, scope } = catcher;
  if (catcher.kind === 'eventSubProcess')
    return startEventSubProcess(executions, execution, scope, catcher.elementId, variables);
  if (catcher.kind === 'path')
    return startBoundaryPath(executions, execution, scope, catcher.attached, catcher.elementId, variables);
  if (elementOf(execution, catcher.elementId).outputs.length === 0) setVariables(execution, scope, variables);
  stopListening(execution, catcher.slot);
  executions.push({ do: 'step', execution, scope, slotKey: catcher.slot.key });
}
