import type { Guard, StepOutcome, UnitStep } from '../../domain/process/engine-port.ts';
import { EvaluationFailure } from '../../domain/process/expression-port.ts';
import type { ScopeInstance, SlotInstance } from '../../domain/process/process-instance.ts';
import { cancelChild, cancelScope, cancelSlot } from './cancel.ts';
import { elementOf, slotByKey, unitOf, type Execution, type Executions } from './execution.ts';
import { evaluating, markScopeStuck, markStuck } from './incidents.ts';
import { listen } from './triggers.ts';
import { describe, evaluate, visibleIn } from './variables.ts';

/** Puts the first token into a scope and listens for its event sub-processes. */
export function beginScope(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  startElementId: string | null,
): void {
  delete scope.stuck;
  evaluating(
    () => {
      const outcome = ask(execution, scope, startElementId);
      if (outcome.failure)
        return markScopeStuck(
          execution,
          scope,
          startElementId,
          incidentOf(outcome.failure.kind),
          outcome.failure.message,
        );
      for (const { trigger } of unitOf(execution, scope).eventSubProcesses) {
        listen(executions, execution, scope, scope, trigger, visibleIn(execution, scope));
      }
      apply(executions, execution, scope, outcome, undefined);
    },
    (message) => markScopeStuck(execution, scope, startElementId, 'CONDITION_ERROR', message),
  );
}

/** Lets the token leave a slot. When there is no way on, the slot stays as it is with an incident. */
export function leaveSlot(executions: Executions, execution: Execution, scope: ScopeInstance, slotKey: number): void {
  const found = slotByKey(scope, slotKey);
  if (!found) return;
  delete found.slot.stuck;
  evaluating(
    () => {
      const outcome = ask(execution, scope, found.id);
      if (outcome.failure)
        return markStuck(execution, found.slot, 'step', incidentOf(outcome.failure.kind), outcome.failure.message);
      apply(executions, execution, scope, outcome, slotKey);
    },
    (message) => markStuck(execution, found.slot, 'step', 'CONDITION_ERROR', message),
  );
}

// helpers

function ask(execution: Execution, scope: ScopeInstance, at: string | null): StepOutcome {
  const step: UnitStep = {
    processDefinitionKey: execution.row.processDefinitionKey,
    unit: scope.unit,
    state: scope.state,
    at,
  };
  return execution.context.engine.step(step, (guard) => holds(execution, scope, guard));
}

function holds(execution: Execution, scope: ScopeInstance, guard: Guard): boolean {
  const feel =
    guard.kind === 'flow' ? execution.process.conditions[guard.id] : elementOf(execution, guard.id).loop?.condition;
  if (feel === undefined || feel === null) throw new Error(`guard ${guard.id} has no condition`);
  const value = evaluate(execution, { feel }, visibleIn(execution, scope));
  if (typeof value !== 'boolean')
    throw new EvaluationFailure(`${guard.id} =${feel}`, `expected true or false, but the value is ${describe(value)}`);
  return value;
}

function apply(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  outcome: StepOutcome,
  steppedKey: number | undefined,
): void {
  const before = scope.slots;
  const after: Record<string, SlotInstance> = {};
  for (const [id, slot] of Object.entries(before)) {
    const kept = outcome.kept[id];
    if (kept !== undefined) after[kept] = slot;
    else if (slot.key !== steppedKey) cancelSlot(executions, execution, scope, slot);
  }
  scope.state = outcome.state;
  scope.slots = after;
  if (outcome.passed.length > 0) {
    execution.context.record({
      type: 'elements.passed',
      processInstanceKey: execution.row.key,
      detail: { ids: outcome.passed },
    });
  }
  if (outcome.terminated) terminate(executions, execution, scope);
  for (const { id, elementId } of outcome.slots) {
    if (after[id]) continue;
    const slot: SlotInstance = { key: execution.context.nextKey(), elementId };
    after[id] = slot;
    executions.push({ do: 'open', execution, scope, slotKey: slot.key });
  }
  if (outcome.state === null) executions.push({ do: 'finish', execution, scope });
}

/** A terminate end event ends its scope with all that runs inside; the path of a boundary event belongs to the scope around it. */
function terminate(executions: Executions, execution: Execution, scope: ScopeInstance): void {
  let ended = scope;
  for (
    let parent = execution.parents.get(ended);
    parent?.child.role === 'boundary';
    parent = execution.parents.get(ended)
  )
    ended = parent.scope;
  for (const child of [...ended.children]) cancelChild(executions, execution, ended, child);
  if (ended === scope) return;
  cancelScope(executions, execution, ended);
  executions.push({ do: 'finish', execution, scope: ended });
}

function incidentOf(kind: 'no-flow' | 'limit'): 'CONDITION_ERROR' | 'RUNAWAY' {
  return kind === 'no-flow' ? 'CONDITION_ERROR' : 'RUNAWAY';
}
