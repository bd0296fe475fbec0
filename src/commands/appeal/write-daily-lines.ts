import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { dailyLine } from '../../domain/side-route/side-route-tables.ts';

export interface WriteDailyLines {
  /** `2026-03-04` */
  readonly date: string;
  readonly orderKeys: readonly number[];
}

/** Writes the line of a day for orders of the actor's township: where each stands, whoever has it in hand. A line is written once. */
export const writeDailyLines: Command<WriteDailyLines, { readonly written: number }> = {
  type: 'write-daily-lines',
  prefetch: ({ orderKeys }) => orderKeys.map((key) => ({ table: workOrder, key })),
  decide({ rows, actor, now, record }, { date, orderKeys }) {
    let written = 0;
    for (const orderKey of orderKeys) {
      const order = rows.find(workOrder, orderKey);
      const id = `${actor.tenantId}/${date}/${orderKey}`;
      if (order?.tenantId !== actor.tenantId || order.closedAt !== null || rows.find(dailyLine, id)) continue;
      const { orderNo, state, level, ownerUnitKey, dueAt, urged, supervised } = order;
      const overdue = dueAt !== null && order.feedbackAt === null && now > dueAt;
      const shown = { orderKey, orderNo, state, level, ownerUnitKey, dueAt, overdue, urged, supervised };
      rows.put(dailyLine, { id, tenantId: actor.tenantId, date, ...shown, writtenAt: now });
      record({ type: 'order.daily-line', key: orderKey, detail: { date, state, overdue } });
      written++;
    }
    return { written };
  },
};
