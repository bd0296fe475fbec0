import type { Command } from '../../domain/command.ts';
import { job } from '../../domain/process/process-tables.ts';
import { openJob } from '../execution/job.ts';

/** What is absent stays as it is. */
export interface UpdateJob {
  readonly jobKey: number;
  readonly retries?: number;
  /** Renews the lease: from now on. */
  readonly timeoutMs?: number;
}

/**
 * Gives a job more tries, or its worker more time.
 *
 * @throws DomainError ERR_JOB_NOT_FOUND · ERR_JOB_STATE
 */
export const updateJob: Command<UpdateJob, Record<string, never>> = {
  type: 'update-job',
  prefetch: ({ jobKey }) => [{ table: job, key: jobKey }],
  decide(context, { jobKey, retries, timeoutMs }) {
    const row = openJob(context, jobKey, '更新');
    context.rows.put(job, {
      ...row,
      ...(retries !== undefined && { retries }),
      ...(timeoutMs !== undefined && { lockedUntil: context.now + timeoutMs }),
    });
    context.record({
      type: 'job.updated',
      processInstanceKey: row.processInstanceKey,
      elementId: row.elementId,
      key: jobKey,
    });
    return {};
  },
};
