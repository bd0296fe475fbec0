import type { Command } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { incident, job } from '../../domain/process/process-tables.ts';
import type { ScopeInstance, SlotInstance } from '../../domain/process/process-instance.ts';
import { closeIncident } from '../execution/cancel.ts';
import { Executions, locate, scopeByKey, type Execution } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';

/**
 * Tries again what an incident stopped, with the variables and tables of now.
 *
 * @throws DomainError ERR_INCIDENT_NOT_FOUND · ERR_INCIDENT_STATE · ERR_INCIDENT_JOB_RETRIES: update the job's retries first
 */
export const resolveIncident: Command<{ readonly incidentKey: number }, Record<string, never>> = {
  type: 'resolve-incident',
  prefetch: ({ incidentKey }) => [{ table: incident, key: incidentKey }],
  decide(context, { incidentKey }) {
    const row = context.rows.find(incident, incidentKey);
    if (row?.tenantId !== context.actor.tenantId) throw processError('ERR_INCIDENT_NOT_FOUND', { key: incidentKey });
    if (row.resolvedAt !== null) throw processError('ERR_INCIDENT_STATE', { key: incidentKey });
    const executions = new Executions(context);
    const execution = executions.get(row.processInstanceKey);
    closeIncident(execution, incidentKey);
    context.record({
      type: 'incident.resolved',
      processInstanceKey: row.processInstanceKey,
      elementId: row.elementId,
      key: incidentKey,
    });
    const place = locate(execution, row.elementInstanceKey);
    const scope = scopeByKey(execution, row.elementInstanceKey);
    if (place?.slot.stuck?.incidentKey === incidentKey)
      retrySlot(executions, execution, place.scope, place.slot, place.slot.stuck);
    else if (scope?.stuck?.incidentKey === incidentKey) {
      executions.push({ do: 'begin', execution, scope, startElementId: scope.stuck.startElementId });
    }
    settle(executions);
    return {};
  },
};

// helpers

function retrySlot(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slot: SlotInstance,
  { at, itemKey }: NonNullable<SlotInstance['stuck']>,
): void {
  delete slot.stuck;
  const item = Object.entries(slot.multi?.open ?? {}).find(([, instance]) => instance.key === itemKey);
  if (at === 'job') {
    const jobKey = (item?.[1] ?? slot).job;
    const row = jobKey === undefined ? undefined : execution.context.rows.find(job, jobKey);
    if (row && row.retries <= 0) throw processError('ERR_INCIDENT_JOB_RETRIES', { jobKey: row.key });
  } else if (at === 'complete') {
    executions.push({
      do: 'complete',
      execution,
      scope,
      slotKey: slot.key,
      ...(itemKey !== undefined && { itemKey }),
      variables: {},
    });
  } else if (at === 'step') {
    executions.push({ do: 'step', execution, scope, slotKey: slot.key });
  } else if (item) {
    executions.push({ do: 'open-item', execution, scope, slotKey: slot.key, index: Number(item[0]) });
  } else {
    executions.push({ do: 'open', execution, scope, slotKey: slot.key });
  }
}
