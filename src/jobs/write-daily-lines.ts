import { writeDailyLines } from '../commands/appeal/write-daily-lines.ts';
import { systemActor } from '../domain/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { Submit } from '../domain/command.ts';
import type { Log } from '../domain/committed.ts';
import { dayOf, formatDay, startOfDay } from '../domain/day.ts';
import type { DutyStore } from '../domain/duties-port.ts';
import { IDLE, type Duty } from './duty.ts';

export interface WriteDailyLinesOptions {
  readonly store: Pick<DutyStore, 'ordersWithoutLine'>;
  readonly submit: Submit;
  readonly clock: Clock;
  readonly log: Log;
  /** @defaultValue 60000 */
  readonly intervalMs?: number;
}

const LIMIT = 256;
const LINE_MS = 17 * 3_600_000;

/** Writes a line for every open order at 17:00 each day (每日每单督办), wherever it waits: with a unit, on the books, at a table, for a callback. */
export function writeLinesDaily({ store, submit, clock, log, intervalMs = 60_000 }: WriteDailyLinesOptions): Duty {
  /** The day whose lines are all written. */
  let done = '';
  return {
    name: 'write-daily-lines',
    intervalMs,
    async tick() {
      const now = clock.now();
      const day = dayOf(now);
      const date = formatDay(day);
      if (date === done || now < startOfDay(day) + LINE_MS) return IDLE;
      const orders = await store.ordersWithoutLine(date, LIMIT);
      const tenants = new Map<string, number[]>();
      for (const { key, tenantId } of orders) tenants.set(tenantId, [...(tenants.get(tenantId) ?? []), key]);
      let failed = 0;
      for (const [tenantId, orderKeys] of tenants) {
        const actor = systemActor('write-daily-lines', tenantId);
        await submit(writeDailyLines, { date, orderKeys }, { actor }).catch((error: unknown) => {
          failed += orderKeys.length;
          log.warn({ err: error, date, tenantId }, 'daily lines not written');
        });
      }
      const more = orders.length === LIMIT && failed === 0;
      if (!more && failed === 0) done = date;
      return { done: orders.length - failed, failed, more };
    },
  };
}
