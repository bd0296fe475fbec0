import { compensate } from './compensate.ts';
import { completeActivity, finishScope } from './complete.ts';
import { isAlive, slotByKey, type Executions, type Work } from './execution.ts';
import { fire } from './fire.ts';
import { markScopeStuck, markStuck } from './incidents.ts';
import { openItem, openSlot } from './open.ts';
import { escalate, throwError } from './routing.ts';
import { beginScope, leaveSlot } from './step.ts';

/** How much one decision may do before it counts as a runaway: far above any sound diagram, far below a noticeable pause. */
export const WORK_BUDGET = 20_000;

/** Does all that is left to do and writes the touched process instances back. A runaway diagram ends in incidents, not in a hanging host. */
export function settle(executions: Executions): void {
  let left = WORK_BUDGET;
  for (let work = executions.next(); work; work = executions.next()) {
    if (!isAlive(work.execution, work.scope)) continue;
    if (left-- > 0) perform(executions, work);
    else stop(work);
  }
  executions.save();
}

// helpers

function perform(executions: Executions, work: Work): void {
  const { execution, scope } = work;
  switch (work.do) {
    case 'begin':
      return beginScope(executions, execution, scope, work.startElementId);
    case 'open':
      return openSlot(executions, execution, scope, work.slotKey);
    case 'open-item':
      return openItem(executions, execution, scope, work.slotKey, work.index);
    case 'complete':
      return completeActivity(executions, execution, scope, work);
    case 'step':
      return leaveSlot(executions, execution, scope, work.slotKey);
    case 'fire':
      return fire(executions, execution, work);
    case 'throw-error':
      return throwError(executions, execution, scope, work);
    case 'escalate':
      return escalate(executions, execution, scope, work.slotKey, work.code);
    case 'compensate':
      return compensate(executions, execution, scope, work.slotKey);
    case 'finish':
      return finishScope(executions, execution, scope);
  }
}

/** Beyond the budget: what would have been done waits for a person. */
function stop(work: Work): void {
  const { execution, scope } = work;
  const message = `Expected the diagram to come to rest, but it moved more than ${WORK_BUDGET} times in one step.`;
  if (work.do === 'begin') return markScopeStuck(execution, scope, work.startElementId, 'RUNAWAY', message);
  const slot = 'slotKey' in work && work.slotKey !== null ? slotByKey(scope, work.slotKey)?.slot : undefined;
  if (!slot || slot.stuck) return;
  if (work.do === 'complete') slot.variables = { ...slot.variables, ...work.variables };
  markStuck(
    execution,
    slot,
    work.do === 'step' ? 'step' : work.do === 'complete' ? 'complete' : 'open',
    'RUNAWAY',
    message,
  );
}
