import type { Knex } from 'knex';
import type { Actor } from '../domain/actor.ts';
import type { Overview, OverviewQuery } from '../domain/appeal/overview-query-ports.ts';
import { DAY_MS, ZONE_MS } from '../domain/day.ts';
import { isOpen, WORK_ORDER_STATES } from '../domain/appeal/work-order-state.ts';
import { callbackAnswers } from './callback-answers.ts';
import { visibleOrders } from './visible-orders.ts';

const OPEN = WORK_ORDER_STATES.filter(isOpen);
/** A suspended order waits by permission: its date does not pass. */
const DUE = OPEN.filter((state) => state !== 'suspended');

/** Counts over orders; as many reads as there are pictures, each a single pass. */
export function createOverviewQuery(knex: Knex): OverviewQuery {
  return {
    async read(asker, now, since) {
      const [open, received, closed, categories, units] = await Promise.all([
        openByState(asker),
        byDay(asker, 'a.received_at', since),
        byDay(asker, 't.closed_at', since),
        byCategory(asker, since),
        byUnit(asker, now),
      ]);
      return { open, days: joined(received, closed), categories, units };
    },
    async callbacks(asker, from, to) {
      const newest = knex('callback as c')
        .where('c.tenant_id', asker.tenantId)
        .whereBetween('c.at', [from, to - 1])
        .whereIn('c.order_key', ordersOf(asker).select('t.key'))
        .groupBy('c.order_key')
        .max('c.key');
      return callbackAnswers(knex, newest);
    },
  };

  function ordersOf(asker: Actor): Knex.QueryBuilder {
    return visibleOrders(knex, asker.tenantId, asker);
  }

  async function openByState(asker: Actor): Promise<Overview['open']> {
    const rows: Counted<Overview['open'][number]>[] = await ordersOf(asker)
      .whereNull('t.archived_at')
      .whereIn('t.state', OPEN)
      .groupBy('t.state', 't.level')
      .select('t.state', 't.level')
      .count({ count: '*' });
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  async function byDay(asker: Actor, column: string, since: number): Promise<ReadonlyMap<number, number>> {
    const day = `(${column} + ${ZONE_MS}) / ${DAY_MS}`;
    const rows: { day: number | string; count: number | string }[] = await ordersOf(asker)
      .join('appeal as a', 'a.key', 't.key')
      .where(column, '>=', since)
      .groupByRaw(day)
      .select(knex.raw(`${day} as day`))
      .count({ count: '*' });
    return new Map(rows.map((row) => [Number(row.day), Number(row.count)]));
  }

  async function byCategory(asker: Actor, since: number): Promise<Overview['categories']> {
    const rows: Counted<Overview['categories'][number], 'received'>[] = await ordersOf(asker)
      .join('appeal as a', 'a.key', 't.key')
      .where('a.received_at', '>=', since)
      .groupBy('a.category')
      .select('a.category')
      .count({ received: '*' })
      .orderBy([{ column: 'received', order: 'desc' }, { column: 'a.category' }]);
    return rows.map((row) => ({ ...row, received: Number(row.received) }));
  }

  async function byUnit(asker: Actor, now: number): Promise<Overview['units']> {
    const due = DUE.map((state) => `'${state}'`).join(', ');
    const isDue = `t.state in (${due}) and t.due_at`;
    const rows: Record<'unitKey' | 'name' | 'open' | 'overdue' | 'soon', string>[] = await ordersOf(asker)
      .join('org_unit as u', 'u.key', 't.owner_unit_key')
      .whereNull('t.archived_at')
      .whereIn('t.state', OPEN)
      .groupBy('u.key', 'u.name')
      .select('u.key as unitKey', 'u.name')
      .count({ open: '*' })
      .select(
        knex.raw(`sum(case when ${isDue} < ? then 1 else 0 end) as overdue`, [now]),
        knex.raw(`sum(case when ${isDue} >= ? and t.due_at < ? then 1 else 0 end) as soon`, [now, now + DAY_MS]),
      )
      .orderBy([
        { column: 'overdue', order: 'desc' },
        { column: 'soon', order: 'desc' },
        { column: 'open', order: 'desc' },
        { column: 'u.key' },
      ]);
    return rows.map(({ unitKey, name, open, overdue, soon }) => ({
      unitKey: Number(unitKey),
      name,
      open: Number(open),
      overdue: Number(overdue),
      soon: Number(soon),
    }));
  }
}

// helpers

/** A row as it comes from the database: PostgreSQL counts in text. */
type Counted<T, K extends keyof T = Extract<'count', keyof T>> = Omit<T, K> & Record<K, number | string>;

function joined(received: ReadonlyMap<number, number>, closed: ReadonlyMap<number, number>): Overview['days'] {
  return [...new Set([...received.keys(), ...closed.keys()])]
    .sort((a, b) => a - b)
    .map((day) => ({ day, received: received.get(day) ?? 0, closed: closed.get(day) ?? 0 }));
}
