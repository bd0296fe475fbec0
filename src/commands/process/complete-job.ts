import type { Command } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { job } from '../../domain/process/process-tables.ts';
import { completion, Executions, locate } from '../execution/execution.ts';
import { workableJob } from '../execution/job.ts';
import { settle } from '../execution/settle.ts';

export interface CompleteJob {
  readonly jobKey: number;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Completes a job and lets its process instance go on. A worker whose lease is over may still complete it, unless somebody else did.
 *
 * @throws DomainError ERR_JOB_NOT_FOUND · ERR_JOB_STATE
 */
export const completeJob: Command<CompleteJob, Record<string, never>> = {
  type: 'complete-job',
  prefetch: ({ jobKey }) => [{ table: job, key: jobKey }],
  decide(context, { jobKey, variables }) {
    const row = workableJob(context, jobKey, '完成');
    const executions = new Executions(context);
    const execution = executions.get(row.processInstanceKey);
    const place = locate(execution, row.elementInstanceKey);
    if (!place) throw processError('ERR_JOB_STATE', { key: jobKey, state: 'CANCELED', doing: '完成' });
    context.rows.put(job, { ...row, state: 'COMPLETED', lockedUntil: null, endedAt: context.now });
    context.record({
      type: 'job.completed',
      processInstanceKey: row.processInstanceKey,
      elementId: row.elementId,
      key: jobKey,
    });
    executions.push(completion(execution, place, variables));
    settle(executions);
    return {};
  },
};
