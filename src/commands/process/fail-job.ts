import type { Command } from '../../domain/command.ts';
import { job } from '../../domain/process/process-tables.ts';
import { Executions, locate } from '../execution/execution.ts';
import { markStuck } from '../execution/incidents.ts';
import { workableJob } from '../execution/job.ts';
import { settle } from '../execution/settle.ts';
import { setVariables } from '../execution/variables.ts';

export interface FailJob {
  readonly jobKey: number;
  /** Tries left; 0 opens an incident. */
  readonly retries: number;
  readonly errorMessage?: string;
  /** How long nobody may try again. @defaultValue 0 */
  readonly retryBackOffMs?: number;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * Says that a worker could not do a job.
 *
 * @throws DomainError ERR_JOB_NOT_FOUND · ERR_JOB_STATE
 */
export const failJob: Command<FailJob, Record<string, never>> = {
  type: 'fail-job',
  prefetch: ({ jobKey }) => [{ table: job, key: jobKey }],
  decide(context, { jobKey, retries, errorMessage, retryBackOffMs = 0, variables }) {
    const row = workableJob(context, jobKey, '标记失败');
    const left = Math.max(0, retries);
    context.rows.put(job, {
      ...row,
      state: 'FAILED',
      retries: left,
      lockedUntil: null,
      dueAt: context.now + retryBackOffMs,
      errorMessage: errorMessage?.slice(0, 1000) ?? null,
    });
    context.record({
      type: 'job.failed',
      processInstanceKey: row.processInstanceKey,
      elementId: row.elementId,
      key: jobKey,
      detail: { retries: left },
    });
    if (left > 0 && !variables) return {};
    const executions = new Executions(context);
    const execution = executions.get(row.processInstanceKey);
    const place = locate(execution, row.elementInstanceKey);
    if (place && variables) setVariables(execution, place.scope, variables);
    if (place && left === 0 && !place.slot.stuck) {
      markStuck(
        execution,
        place.slot,
        'job',
        'JOB_NO_RETRIES',
        errorMessage ?? 'no retries left',
        place.item?.instance.key,
      );
    }
    settle(executions);
    return {};
  },
};
