import { EvaluationFailure } from '../../domain/process/expression-port.ts';
import type { ScopeInstance, SlotInstance, StuckSlot } from '../../domain/process/process-instance.ts';
import { incidentInChinese } from '../../domain/process/incident-words.ts';
import { incident, type IncidentType } from '../../domain/process/process-tables.ts';
import type { Execution } from './execution.ts';

export interface Trouble {
  readonly type: IncidentType;
  readonly elementId: string;
  readonly elementInstanceKey: number;
  readonly message: string;
  /** @defaultValue the kind in Chinese with the message */
  readonly messageZh?: string | undefined;
  readonly jobKey?: number;
}

/** Opens an incident: the instance waits at this place until a person has seen to it. */
export function raiseIncident(execution: Execution, trouble: Trouble): number {
  const { context, row } = execution;
  const key = context.nextKey();
  context.rows.put(incident, {
    key,
    revision: 0,
    tenantId: row.tenantId,
    processInstanceKey: row.key,
    processDefinitionKey: row.processDefinitionKey,
    elementId: trouble.elementId,
    elementInstanceKey: trouble.elementInstanceKey,
    jobKey: trouble.jobKey ?? null,
    type: trouble.type,
    message: trouble.message.slice(0, 1000),
    messageZh: (trouble.messageZh ?? incidentInChinese(trouble.type, trouble.message)).slice(0, 1000),
    createdAt: context.now,
    resolvedAt: null,
  });
  context.record({
    type: 'incident.created',
    processInstanceKey: row.key,
    elementId: trouble.elementId,
    key,
    detail: { type: trouble.type },
  });
  return key;
}

/** The slot cannot be opened, completed or left for now. */
export function markStuck(
  execution: Execution,
  slot: SlotInstance,
  at: StuckSlot['at'],
  type: IncidentType,
  message: string,
  itemKey?: number,
  messageZh?: string,
): void {
  const incidentKey = raiseIncident(execution, {
    type,
    elementId: slot.elementId,
    elementInstanceKey: itemKey ?? slot.key,
    message,
    messageZh,
  });
  slot.stuck = { incidentKey, at, ...(itemKey !== undefined && { itemKey }) };
}

/** The scope cannot begin for now. */
export function markScopeStuck(
  execution: Execution,
  scope: ScopeInstance,
  startElementId: string | null,
  type: IncidentType,
  message: string,
): void {
  const elementId = startElementId ?? execution.process.units[scope.unit]?.elementId ?? scope.unit;
  const incidentKey = raiseIncident(execution, { type, elementId, elementInstanceKey: scope.key, message });
  scope.stuck = { incidentKey, startElementId };
}

/** Runs `attempt`; an {@link EvaluationFailure} goes to `failed`, everything else on its way. */
export function evaluating(attempt: () => void, failed: (message: string) => void): void {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error;
    failed(`${error.expression}: ${error.message}`);
  }
}
