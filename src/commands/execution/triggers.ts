import { addDuration, parseCycle, parseDuration, parseInstant } from '../../domain/iso-time.ts';
import type { BoundaryTrigger, Expression, TimerKind, Trigger } from '../../domain/process/executable.ts';
import { EvaluationFailure, type VariableScopes } from '../../domain/process/expression-port.ts';
import type { Listening, ScopeInstance, SlotInstance } from '../../domain/process/process-instance.ts';
import { message, subscription, timer } from '../../domain/process/process-tables.ts';
import { provisionalRequest } from '../appeal/provisional-request.ts';
import { unitOf, type Execution, type Executions } from './execution.ts';
import { describe, evaluate, evaluateText, show, visibleIn } from './variables.ts';

/** When a timer fires first, and how often after that. */
export interface Schedule {
  readonly dueAt: number;
  readonly repetitionsLeft: number;
  readonly interval: string | null;
}

/**
 * Reads a timer's value against now. A duration timer also takes a date-time, a date timer also a duration: limits are either,
 * as they count clock time or working time.
 *
 * @throws EvaluationFailure naming the value's form, never its source data
 */
export function scheduleOf(kind: TimerKind, value: unknown, expression: Expression, now: number): Schedule {
  const text = typeof value === 'string' ? value : '';
  if (kind === 'cycle') {
    const cycle = parseCycle(text);
    const interval = cycle && parseDuration(cycle.interval);
    if (cycle && interval && (interval.ms > 0 || interval.months > 0) && cycle.repetitions !== 0) {
      const repetitionsLeft = cycle.repetitions === -1 ? -1 : cycle.repetitions - 1;
      return { dueAt: addDuration(now, interval), repetitionsLeft, interval: cycle.interval };
    }
    throw new EvaluationFailure(
      show(expression),
      `expected a cycle such as R3/PT1H, but the value is ${text || describe(value)}`,
    );
  }
  const duration = parseDuration(text);
  const dueAt = duration ? addDuration(now, duration) : parseInstant(text);
  if (dueAt !== undefined) return { dueAt, repetitionsLeft: 0, interval: null };
  throw new EvaluationFailure(
    show(expression),
    `expected an ISO 8601 duration or date-time, but the value is ${text || describe(value)}`,
  );
}

/**
 * Listens for a trigger on behalf of `owner` (a slot, an item or a scope). Error and escalation are found when thrown and need no row.
 * A message that was published before and still lives is taken at once.
 *
 * @throws EvaluationFailure
 */
export function listen(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  owner: Listening & { readonly key: number },
  trigger: Trigger,
  scopes: VariableScopes,
): void {
  const { context, row } = execution;
  if (trigger.kind === 'timer') {
    const value = evaluate(execution, trigger.expression, scopes);
    const schedule = scheduleOf(trigger.timer, value, trigger.expression, context.now);
    const key = context.nextKey();
    context.rows.put(timer, {
      key,
      revision: 0,
      tenantId: row.tenantId,
      processInstanceKey: row.key,
      processDefinitionKey: row.processDefinitionKey,
      elementInstanceKey: owner.key,
      elementId: trigger.elementId,
      ...schedule,
      provisional: provisionalRequest(context.functions, value),
    });
    (owner.timers ??= []).push(key);
  } else if (trigger.kind === 'message') {
    const name = evaluateText(execution, trigger.name, scopes);
    const correlationKey = trigger.correlationKey ? evaluateText(execution, trigger.correlationKey, scopes) : '';
    const waiting = context.rows
      .list(message, 'byName', [row.tenantId, name])
      .find((candidate) => candidate.correlationKey === correlationKey && candidate.expiresAt > context.now);
    subscribe(execution, owner, 'message', name, correlationKey, trigger.elementId);
    if (waiting) {
      context.rows.remove(message, waiting.key);
      executions.push({
        do: 'fire',
        execution,
        scope,
        ownerKey: owner.key,
        elementId: trigger.elementId,
        variables: waiting.variables,
      });
    }
  } else if (trigger.kind === 'signal') {
    subscribe(execution, owner, 'signal', evaluateText(execution, trigger.name, scopes), '', trigger.elementId);
  }
}

/** Listens for every non-interrupting boundary event of the activity that opened in `slot`; interrupting ones are slots of their own. */
export function listenAtBoundaries(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slot: SlotInstance,
): void {
  for (const boundary of boundariesOf(execution, scope, slot.elementId)) {
    if (boundary.unit)
      listen(executions, execution, scope, slot, boundary.trigger, visibleIn(execution, scope, slot.variables));
  }
}

/** Boundary events attached to an activity of a scope. */
export function boundariesOf(
  execution: Execution,
  scope: ScopeInstance,
  elementId: string,
): readonly BoundaryTrigger[] {
  return unitOf(execution, scope).boundaries[elementId] ?? [];
}

/** Stops listening. */
export function stopListening(execution: Execution, owner: Listening): void {
  for (const key of owner.timers ?? []) execution.context.rows.remove(timer, key);
  for (const key of owner.subscriptions ?? []) execution.context.rows.remove(subscription, key);
  delete owner.timers;
  delete owner.subscriptions;
}

// helpers

function subscribe(
  execution: Execution,
  owner: Listening & { readonly key: number },
  kind: 'message' | 'signal',
  name: string,
  correlationKey: string,
  elementId: string,
): void {
  const { context, row } = execution;
  const key = context.nextKey();
  context.rows.put(subscription, {
    key,
    tenantId: row.tenantId,
    kind,
    name,
    correlationKey,
    processInstanceKey: row.key,
    processDefinitionKey: row.processDefinitionKey,
    elementInstanceKey: owner.key,
    elementId,
    createdAt: context.now,
  });
  (owner.subscriptions ??= []).push(key);
}
