import type { ChildInstance, OpenWork, ScopeInstance, SlotInstance } from '../../domain/process/process-instance.ts';
import { incident, job, userTask } from '../../domain/process/process-tables.ts';
import { elementOf, type Execution, type Executions } from './execution.ts';
import { runListeners } from './handlers.ts';
import { stopListening } from './triggers.ts';

/** Cancels all that is open at a slot: its work, its items, what runs inside it and what it listens for. The slot itself stays to be removed. */
export function cancelSlot(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slot: SlotInstance,
): void {
  cancelWork(executions, execution, slot);
  stopListening(execution, slot);
  for (const item of Object.values(slot.multi?.open ?? {})) {
    cancelWork(executions, execution, item);
    stopListening(execution, item);
  }
  for (const child of [...scope.children])
    if (child.slotKey === slot.key) cancelChild(executions, execution, scope, child);
  if (slot.stuck) closeIncident(execution, slot.stuck.incidentKey);
}

/** Cancels a scope inside `scope` and takes it out of the tree. */
export function cancelChild(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  child: ChildInstance,
): void {
  cancelScope(executions, execution, child.scope);
  scope.children.splice(scope.children.indexOf(child), 1);
}

/** Cancels everything inside a scope; it has no token and no child left. */
export function cancelScope(executions: Executions, execution: Execution, scope: ScopeInstance): void {
  for (const slot of Object.values(scope.slots)) cancelSlot(executions, execution, scope, slot);
  for (const child of [...scope.children]) cancelChild(executions, execution, scope, child);
  stopListening(execution, scope);
  if (scope.stuck) closeIncident(execution, scope.stuck.incidentKey);
  scope.slots = {};
  scope.state = null;
}

/** Ends a whole process instance before its time, called instances included. */
export function cancelExecution(executions: Executions, execution: Execution): void {
  cancelScope(executions, execution, execution.root);
  execution.ended = 'CANCELED';
  execution.context.record({
    type: 'process-instance.canceled',
    processInstanceKey: execution.row.key,
    key: execution.row.key,
  });
}

/** Marks an incident as no longer open. */
export function closeIncident(execution: Execution, incidentKey: number): void {
  const { rows, now } = execution.context;
  const row = rows.find(incident, incidentKey);
  if (row && row.resolvedAt === null) rows.put(incident, { ...row, resolvedAt: now });
}

// helpers

function cancelWork(executions: Executions, execution: Execution, work: OpenWork): void {
  const { rows, now, record } = execution.context;
  if (work.userTask !== undefined) {
    const row = rows.find(userTask, work.userTask);
    if (row?.state === 'CREATED') {
      runListeners(
        executions,
        execution,
        elementOf(execution, row.elementId),
        'canceling',
        row.variables ?? {},
        row.key,
      );
      rows.put(userTask, { ...row, state: 'CANCELED', endedAt: now });
      record({
        type: 'user-task.canceled',
        processInstanceKey: execution.row.key,
        elementId: row.elementId,
        key: row.key,
      });
    }
  }
  if (work.job !== undefined) {
    const row = rows.find(job, work.job);
    if (row?.state === 'CREATED' || row?.state === 'FAILED')
      rows.put(job, { ...row, state: 'CANCELED', lockedUntil: null, endedAt: now });
  }
  if (work.call !== undefined) {
    const called = executions.findActive(work.call);
    if (called) cancelExecution(executions, called);
  }
}
