import type { Command } from '../../domain/command.ts';
import type { DueDate } from '../../domain/appeal/deadline.ts';
import type { ProvisionalWait } from '../../domain/duties-port.ts';
import { timer, userTask } from '../../domain/process/process-tables.ts';

export interface RecomputeWait {
  readonly kind: ProvisionalWait;
  readonly key: number;
}

/**
 * Counts the due date of an open task, or the time of a timer, again after the official holidays of a year have been published.
 *
 * @returns the time that counts now; null when there is nothing to count
 */
export const recomputeWait: Command<RecomputeWait, { readonly dueAt: number | null }> = {
  type: 'recompute-wait',
  prefetch: ({ kind, key }) => [{ table: kind === 'timer' ? timer : userTask, key }],
  decide(context, { kind, key }) {
    const { rows, actor, functions, record } = context;
    const task = kind === 'user_task' ? rows.find(userTask, key) : undefined;
    const clock = kind === 'timer' ? rows.find(timer, key) : undefined;
    const row = task ?? clock;
    if (!row?.provisional || row.tenantId !== actor.tenantId || (task && task.state !== 'CREATED')) {
      return { dueAt: null };
    }
    const count = functions['explained_deadline'] as unknown as (...args: unknown[]) => DueDate;
    const { startAt, amount, unit, calendar } = row.provisional;
    const { dueAt, provisional } = count(startAt, amount, unit, calendar);
    if (dueAt === row.dueAt && provisional) return { dueAt };
    const counted = { dueAt, provisional: provisional ? row.provisional : null };
    if (task) rows.put(userTask, { ...task, ...counted });
    if (clock) rows.put(timer, { ...clock, ...counted });
    record({ type: 'deadline.recomputed', key, detail: { name: row.elementId, before: row.dueAt, after: dueAt } });
    return { dueAt };
  },
};
