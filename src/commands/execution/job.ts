import type { DecisionContext } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { job } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';

export type JobRow = RowOf<typeof job>;

/**
 * The open job with this key.
 *
 * @param doing - what is wanted of it, in Chinese, for the refusal
 * @throws DomainError ERR_JOB_NOT_FOUND, also when it is another tenant's · ERR_JOB_STATE when it has ended
 */
export function openJob(context: DecisionContext, key: number, doing: string): JobRow {
  const row = context.rows.find(job, key);
  if (!row || row.tenantId !== context.actor.tenantId) throw processError('ERR_JOB_NOT_FOUND', { key });
  if (row.state !== 'CREATED' && row.state !== 'FAILED')
    throw processError('ERR_JOB_STATE', { key, state: row.state, doing });
  return row;
}

/**
 * The same for what a worker says of a job: one without retries waits for a person, who first gives it new ones.
 *
 * @throws DomainError ERR_JOB_NOT_FOUND · ERR_JOB_STATE
 */
export function workableJob(context: DecisionContext, key: number, doing: string): JobRow {
  const row = openJob(context, key, doing);
  if (row.state === 'FAILED' && row.retries <= 0) throw processError('ERR_JOB_STATE', { key, state: row.state, doing });
  return row;
}

/** Whether a worker may take the job now. */
export function isFree(row: JobRow, now: number): boolean {
  const open = row.state === 'CREATED' || row.state === 'FAILED';
  return open && row.retries > 0 && row.dueAt <= now && (row.lockedUntil === null || row.lockedUntil <= now);
}
