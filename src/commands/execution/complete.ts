import type { ExecutableElement } from '../../domain/process/executable.ts';
import { EvaluationFailure } from '../../domain/process/expression-port.ts';
import type { ScopeInstance, SlotInstance } from '../../domain/process/process-instance.ts';
import { job, userTask } from '../../domain/process/process-tables.ts';
import { cancelSlot, closeIncident } from './cancel.ts';
import {
  completion,
  elementOf,
  locate,
  slotByKey,
  type Execution,
  type Executions,
  type Variables,
} from './execution.ts';
import { runListeners } from './handlers.ts';
import { evaluating, markStuck } from './incidents.ts';
import { itemVariables, startItem } from './open.ts';
import { stopListening } from './triggers.ts';
import { describe, evaluate, map, merged, setVariables, visibleIn } from './variables.ts';

export interface Completion {
  readonly slotKey: number;
  readonly itemKey?: number;
  readonly variables: Variables;
}

/** An activity's work is done: its outputs are mapped, and its token goes on, or the next item of a multi-instance activity is due. */
export function completeActivity(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  { slotKey, itemKey, variables }: Completion,
): void {
  const slot = slotByKey(scope, slotKey)?.slot;
  if (!slot) return;
  const index = itemKey === undefined ? undefined : indexOfItem(slot, itemKey);
  const holder = index === undefined ? slot : slot.multi?.open[index];
  if (!holder || (itemKey !== undefined && index === undefined)) return;
  const element = elementOf(execution, slot.elementId);
  const item = index === undefined ? undefined : itemVariables(element, slot, index);
  const locals = { ...item, ...holder.variables, ...taskVariables(execution, holder) };
  delete holder.userTask;
  delete holder.job;
  delete holder.call;
  stopListening(execution, holder);
  if (slot.stuck) closeIncident(execution, slot.stuck.incidentKey);
  delete slot.stuck;
  evaluating(
    () => {
      const kept = applyOutputs(executions, execution, scope, element, variables, locals, item);
      if (index === undefined) return leave(executions, execution, scope, slot, element);
      completeItem(executions, execution, scope, slot, element, index, { ...locals, ...variables, ...kept });
    },
    (message) => {
      holder.variables = { ...locals, ...variables };
      markStuck(execution, slot, 'complete', 'IO_MAPPING_ERROR', message, itemKey);
    },
  );
}

/** A scope's tokens and children are gone: the instance is complete, or what contains the scope goes on. */
export function finishScope(executions: Executions, execution: Execution, scope: ScopeInstance): void {
  if (
    execution.ended ||
    scope.state !== null ||
    scope.stuck ||
    scope.children.length > 0 ||
    Object.keys(scope.slots).length > 0
  )
    return;
  stopListening(execution, scope);
  const parent = execution.parents.get(scope);
  if (!parent) return finishInstance(executions, execution);
  const { role, slotKey, index } = parent.child;
  const position = parent.scope.children.indexOf(parent.child);
  if (position < 0) return;
  parent.scope.children.splice(position, 1);
  const slot = slotKey === undefined ? undefined : slotByKey(parent.scope, slotKey)?.slot;
  if (role === 'compensation' && slot)
    return executions.push({ do: 'compensate', execution, scope: parent.scope, slotKey: slot.key });
  // what a boundary event's path did belongs to the scope around it
  if (role === 'boundary' && scope.compensable) (parent.scope.compensable ??= []).push(...scope.compensable);
  if (!slot) return executions.push({ do: 'finish', execution, scope: parent.scope });

  if (scope.compensable?.length) {
    const undo = scope.compensable.map(({ unit }) => ({ elementId: slot.elementId, unit }));
    (parent.scope.compensable ??= []).push(...undo);
  }
  const item = index === undefined ? undefined : slot.multi?.open[index];
  const holder = item ?? slot;
  if (scope.variables) holder.variables = { ...holder.variables, ...scope.variables };
  executions.push({
    do: 'complete',
    execution,
    scope: parent.scope,
    slotKey: slot.key,
    ...(item && { itemKey: item.key }),
    variables: {},
  });
}

// helpers

function finishInstance(executions: Executions, execution: Execution): void {
  const { row, context } = execution;
  execution.ended = 'COMPLETED';
  context.record({ type: 'process-instance.completed', processInstanceKey: row.key, key: row.key });
  if (row.parentProcessInstanceKey === null || row.parentElementInstanceKey === null) return;
  const caller = executions.findActive(row.parentProcessInstanceKey);
  const place = caller && locate(caller, row.parentElementInstanceKey);
  if (!caller || !place) return;
  const element = elementOf(caller, place.slot.elementId);
  const holder = place.item?.instance ?? place.slot;
  const all = element.behaviour?.kind === 'call' && element.behaviour.propagateAllChildVariables;
  if (!all || element.outputs.length > 0) holder.variables = { ...holder.variables, ...execution.variables };
  executions.push(completion(caller, place, all ? execution.variables : {}));
}

/**
 * Hands results outwards. What is the activity's own stays in it: its input mappings when nothing says what to hand out, and always what
 * only one item sees, so that items side by side do not overwrite each other.
 *
 * @returns what stayed
 */
function applyOutputs(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  element: ExecutableElement,
  variables: Variables,
  locals: Variables,
  item: Variables | undefined,
): Variables {
  const seen = visibleIn(execution, scope, variables, locals);
  const isMapped = element.outputs.length > 0;
  const own = new Set(Object.keys(item ?? {}));
  if (!isMapped) for (const { target } of element.inputs) own.add(target.split('.', 1)[0] ?? target);
  const results = Object.entries(isMapped ? map(execution, element.outputs, seen) : variables);
  setVariables(execution, scope, Object.fromEntries(results.filter(([name]) => !own.has(name))));
  if (element.listeners.length > 0)
    setVariables(execution, scope, runListeners(executions, execution, element, 'end', merged(seen)));
  return Object.fromEntries(results.filter(([name]) => own.has(name)));
}

function completeItem(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slot: SlotInstance,
  element: ExecutableElement,
  index: number,
  locals: Variables,
): void {
  const { multi } = slot;
  const definition = element.multiInstance;
  if (!multi || !definition) return;
  if (multi.outputs && definition.outputElement)
    multi.outputs[index] = evaluate(execution, { feel: definition.outputElement }, visibleIn(execution, scope, locals));
  const over =
    definition.completionCondition !== null &&
    isTrue(execution, scope, definition.completionCondition, { ...locals, ...countsAfter(slot) });
  const { [index]: _completed, ...open } = multi.open;
  multi.open = open;
  multi.completed++;
  if (!over && multi.started < multi.items.length && definition.sequential)
    return startItem(executions, execution, scope, slot);
  if (!over && (Object.keys(multi.open).length > 0 || multi.started < multi.items.length)) return;
  leave(executions, execution, scope, slot, element);
}

function leave(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slot: SlotInstance,
  element: ExecutableElement,
): void {
  const outputs = slot.multi?.outputs;
  const outputCollection = element.multiInstance?.outputCollection;
  cancelSlot(executions, execution, scope, slot);
  if (outputs && outputCollection) setVariables(execution, scope, { [outputCollection]: outputs });
  delete slot.multi;
  delete slot.variables;
  if (element.compensationHandler)
    (scope.compensable ??= []).push({
      elementId: element.id,
      unit: compensationUnit(execution, element.compensationHandler),
    });
  executions.push({ do: 'step', execution, scope, slotKey: slot.key });
}

function compensationUnit(execution: Execution, handlerId: string): string {
  const units = Object.values(execution.process.units);
  const unit = units.find(({ kind, elementId }) => kind === 'compensation' && elementId === handlerId);
  if (!unit) throw new Error(`compensation handler ${handlerId} has no unit`);
  return unit.id;
}

/** How many items there are, as completion conditions may name them; the one that just completed counts as completed. */
function countsAfter({ multi }: SlotInstance): Variables {
  const active = Object.keys(multi?.open ?? {}).length - 1;
  return {
    numberOfInstances: multi?.items.length ?? 0,
    numberOfActiveInstances: active,
    numberOfCompletedInstances: (multi?.completed ?? 0) + 1,
    numberOfTerminatedInstances: 0,
  };
}

function isTrue(execution: Execution, scope: ScopeInstance, feel: string, locals: Variables): boolean {
  const value = evaluate(execution, { feel }, visibleIn(execution, scope, locals));
  if (typeof value !== 'boolean')
    throw new EvaluationFailure(`=${feel}`, `expected true or false, but the value is ${describe(value)}`);
  return value;
}

function indexOfItem(slot: SlotInstance, itemKey: number): number | undefined {
  for (const [index, item] of Object.entries(slot.multi?.open ?? {})) if (item.key === itemKey) return Number(index);
  return undefined;
}

/** Input mappings of a user task or job are kept with its row. */
function taskVariables(execution: Execution, holder: { userTask?: number; job?: number }): Variables | undefined {
  const { rows } = execution.context;
  if (holder.userTask !== undefined) return rows.find(userTask, holder.userTask)?.variables ?? undefined;
  if (holder.job !== undefined) return rows.find(job, holder.job)?.variables ?? undefined;
  return undefined;
}
