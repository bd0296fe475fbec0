import type { Command } from '../../domain/command.ts';
import { job } from '../../domain/process/process-tables.ts';
import { isFree, type JobRow } from '../execution/job.ts';

export interface LockJobs {
  /** Candidates; those that are not free any more are left out of the answer. */
  readonly jobKeys: readonly number[];
  readonly worker: string;
  /** How long the worker has them. */
  readonly timeoutMs: number;
}

/** Leases free jobs to a worker: nobody else gets them until the lease is over. */
export const lockJobs: Command<LockJobs, { readonly jobs: readonly JobRow[] }> = {
  type: 'lock-jobs',
  prefetch: ({ jobKeys }) => jobKeys.map((key) => ({ table: job, key })),
  decide(context, { jobKeys, worker, timeoutMs }) {
    const jobs: JobRow[] = [];
    for (const key of jobKeys) {
      const row = context.rows.find(job, key);
      if (!row || row.tenantId !== context.actor.tenantId || !isFree(row, context.now)) continue;
      const locked = { ...row, worker, lockedUntil: context.now + timeoutMs };
      context.rows.put(job, locked);
      jobs.push(locked);
    }
    return { jobs };
  },
};
