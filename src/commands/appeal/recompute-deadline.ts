import { deadline, workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import type { Deadline } from '../../domain/appeal/deadline-basis.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { processInstance, userTask } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';

export interface RecomputeDeadline {
  readonly deadlineKey: number;
}

/**
 * Counts a provisional deadline again, after the official holidays of a year have been published. A new row takes its place when the date moves
 * or is now certain; when it moves, the order and its warnings move along. Deadlines that count no more stay as they are.
 */
export const recomputeDeadline: Command<RecomputeDeadline, { readonly dueAt: number | null }> = {
  type: 'recompute-deadline',
  prefetch: ({ deadlineKey }) => [{ table: deadline, key: deadlineKey }],
  decide(context, { deadlineKey }) {
    const { rows, actor, now, record } = context;
    const row = rows.find(deadline, deadlineKey);
    if (row?.tenantId !== actor.tenantId || !row.provisional) return { dueAt: null };
    const order = rows.find(workOrder, row.orderKey);
    const isReplaced = rows
      .list(deadline, 'byOrder', [row.orderKey])
      .some(({ replacesKey }) => replacesKey === row.key);
    if (!order || isReplaced || order.closedAt !== null) return { dueAt: null };

    const count = context.functions['explained_deadline'] as unknown as (...args: unknown[]) => Deadline;
    const { dueAt, provisional } = count(row.startAt, row.amount, row.unit, row.calendar);
    if (dueAt === row.dueAt && provisional) return { dueAt };
    const key = context.nextKey();
    rows.put(deadline, { ...row, key, dueAt, provisional, replacesKey: row.key, createdAt: now });
    record({
      type: 'deadline.recomputed',
      key: order.key,
      detail: { name: row.name, before: row.dueAt, after: dueAt },
    });
    if (dueAt === row.dueAt) return { dueAt };

    if (row.kind === 'statutory') {
      rows.put(workOrder, { ...order, statutoryDueAt: dueAt });
      return { dueAt };
    }
    rows.put(workOrder, { ...order, dueAt });
    moveTasks(context, order, row.dueAt, dueAt);
    const executions = new Executions(context);
    publish(executions, {
      tenantId: row.tenantId,
      name: 'OrderLimitChanged',
      correlationKey: order.orderNo,
      variables: { dueAt: formatInstant(dueAt) },
      timeToLiveMs: 0,
    });
    settle(executions);
    return { dueAt };
  },
};

// helpers

/** Open tasks that are due when the order is move along. */
function moveTasks({ rows }: DecisionContext, order: RowOf<typeof workOrder>, before: number, after: number): void {
  for (const { key } of rows.list(processInstance, 'byBusinessKey', [order.tenantId, order.orderNo])) {
    for (const task of rows.list(userTask, 'byProcessInstance', [key])) {
      if (task.state === 'CREATED' && task.dueAt === before) rows.put(userTask, { ...task, dueAt: after });
    }
  }
}
