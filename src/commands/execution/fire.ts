import type { ScopeInstance, SlotInstance } from '../../domain/process/process-instance.ts';
import { cancelScope } from './cancel.ts';
import {
  addChild,
  completion,
  elementOf,
  locate,
  scopeByKey,
  unitOf,
  type Execution,
  type Executions,
  type Place,
  type Variables,
} from './execution.ts';
import { evaluating, markStuck } from './incidents.ts';
import { boundariesOf, stopListening } from './triggers.ts';
import { map, setVariables, visibleIn } from './variables.ts';

export interface Firing {
  /** The slot, item or scope that listens. */
  readonly ownerKey: number;
  /** The event that fires. */
  readonly elementId: string;
  readonly variables: Variables;
}

/** A trigger fired: a catch event goes on, a boundary event or event sub-process begins its path. Nothing happens when nobody listens any more. */
export function fire(executions: Executions, execution: Execution, { ownerKey, elementId, variables }: Firing): void {
  const place = locate(execution, ownerKey);
  if (place) return fireAtSlot(executions, execution, place, elementId, variables);
  const scope = scopeByKey(execution, ownerKey);
  if (scope) startEventSubProcess(executions, execution, scope, elementId, variables);
}

/** Starts the event sub-process of `scope` that begins with this start event. An interrupting one replaces all else in the scope. */
export function startEventSubProcess(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  elementId: string,
  variables: Variables,
): void {
  const found = unitOf(execution, scope).eventSubProcesses.find(({ trigger }) => trigger.elementId === elementId);
  if (!found) return;
  if (found.interrupting) cancelScope(executions, execution, scope);
  takeVariables(execution, scope, elementId, variables);
  const inner = addChild(execution, scope, { role: 'eventSubProcess' }, found.unit);
  executions.push({ do: 'begin', execution, scope: inner, startElementId: null });
}

/** Starts the path of a non-interrupting boundary event; it runs on even when the activity has ended. */
export function startBoundaryPath(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slot: SlotInstance,
  elementId: string,
  variables: Variables,
): void {
  const boundary = boundariesOf(execution, scope, slot.elementId).find(
    ({ trigger, unit }) => unit && trigger.elementId === elementId,
  );
  if (!boundary?.unit) return;
  takeVariables(execution, scope, elementId, variables);
  const inner = addChild(execution, scope, { role: 'boundary' }, boundary.unit);
  executions.push({ do: 'begin', execution, scope: inner, startElementId: null });
}

/** Whether an interrupting event sub-process has taken the place of a scope's own flow. */
export function isInterrupted(execution: Execution, scope: ScopeInstance): boolean {
  if (scope.state !== null) return false;
  const { eventSubProcesses } = unitOf(execution, scope);
  return scope.children.some(
    ({ role, scope: inner }) =>
      role === 'eventSubProcess' &&
      eventSubProcesses.some(({ unit, interrupting }) => interrupting && unit === inner.unit),
  );
}

// helpers

function fireAtSlot(
  executions: Executions,
  execution: Execution,
  place: Place,
  elementId: string,
  variables: Variables,
): void {
  const { scope, slot } = place;
  if (slot.elementId !== elementId) return startBoundaryPath(executions, execution, scope, slot, elementId, variables);
  if (elementOf(execution, elementId).type !== 'boundaryEvent') {
    return executions.push(completion(execution, place, variables));
  }
  evaluating(
    () => {
      takeVariables(execution, scope, elementId, variables);
      stopListening(execution, slot);
      executions.push({ do: 'step', execution, scope, slotKey: slot.key });
    },
    (message) => markStuck(execution, slot, 'complete', 'IO_MAPPING_ERROR', message),
  );
}

function takeVariables(execution: Execution, scope: ScopeInstance, elementId: string, variables: Variables): void {
  const { outputs } = elementOf(execution, elementId);
  setVariables(
    execution,
    scope,
    outputs.length > 0 ? map(execution, outputs, visibleIn(execution, scope, variables)) : variables,
  );
}
