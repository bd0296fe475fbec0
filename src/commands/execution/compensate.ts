import type { Compensable, ScopeInstance } from '../../domain/process/process-instance.ts';
import { addChild, elementOf, slotByKey, unitOf, type Execution, type Executions } from './execution.ts';

/**
 * Undoes the completed activities of the throwing event's scope, latest first, one after another (BPMN 2.0.2 §10.7); then the throw is done.
 * Called again each time a compensation handler has ended.
 */
export function compensate(executions: Executions, execution: Execution, scope: ScopeInstance, slotKey: number): void {
  const slot = slotByKey(scope, slotKey)?.slot;
  if (!slot) return;
  const { behaviour } = elementOf(execution, slot.elementId);
  const activityId = behaviour?.kind === 'throwCompensation' ? behaviour.activityId : null;
  slot.compensating ??= takeCompensable(execution, scope, activityId);
  const next = slot.compensating.pop();
  if (!next) {
    delete slot.compensating;
    return executions.push({ do: 'complete', execution, scope, slotKey, variables: {} });
  }
  const handler = addChild(execution, scope, { role: 'compensation', slotKey }, next.unit);
  executions.push({ do: 'begin', execution, scope: handler, startElementId: null });
}

/** A throw on a boundary path or in an event sub-process compensates the scope around it as well. */
function takeCompensable(execution: Execution, scope: ScopeInstance, activityId: string | null): Compensable[] {
  const taken: Compensable[] = [];
  for (let at: ScopeInstance | undefined = scope; at;) {
    const wanted = (at.compensable ?? []).filter(({ elementId }) => activityId === null || elementId === activityId);
    taken.unshift(...wanted);
    if (at.compensable) at.compensable = at.compensable.filter((entry) => !wanted.includes(entry));
    const { kind } = unitOf(execution, at);
    at = kind === 'boundaryPath' || kind === 'eventSubProcess' ? execution.parents.get(at)?.scope : undefined;
  }
  return taken;
}
