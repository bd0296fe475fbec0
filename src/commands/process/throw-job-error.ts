import type { Command } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { job } from '../../domain/process/process-tables.ts';
import { Executions, locate } from '../execution/execution.ts';
import { workableJob } from '../execution/job.ts';
import { settle } from '../execution/settle.ts';

export interface ThrowJobError {
  readonly jobKey: number;
  readonly errorCode: string;
  readonly errorMessage?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * Throws a BPMN error at a job's activity: the innermost error boundary or event sub-process catches it; nobody there opens an incident.
 *
 * @throws DomainError ERR_JOB_NOT_FOUND · ERR_JOB_STATE
 */
export const throwJobError: Command<ThrowJobError, Record<string, never>> = {
  type: 'throw-job-error',
  prefetch: ({ jobKey }) => [{ table: job, key: jobKey }],
  decide(context, { jobKey, errorCode, errorMessage, variables = {} }) {
    const row = workableJob(context, jobKey, '抛出业务错误');
    const executions = new Executions(context);
    const execution = executions.get(row.processInstanceKey);
    const place = locate(execution, row.elementInstanceKey);
    if (!place) throw processError('ERR_JOB_STATE', { key: jobKey, state: 'CANCELED', doing: '抛出业务错误' });
    context.rows.put(job, {
      ...row,
      state: 'ERROR_THROWN',
      lockedUntil: null,
      errorMessage: errorMessage?.slice(0, 1000) ?? null,
      endedAt: context.now,
    });
    context.record({
      type: 'job.error-thrown',
      processInstanceKey: row.processInstanceKey,
      elementId: row.elementId,
      key: jobKey,
      detail: { code: errorCode },
    });
    delete (place.item?.instance ?? place.slot).job;
    executions.push({
      do: 'throw-error',
      execution,
      scope: place.scope,
      slotKey: place.slot.key,
      code: errorCode,
      message: errorMessage ?? '',
      variables,
    });
    settle(executions);
    return {};
  },
};
