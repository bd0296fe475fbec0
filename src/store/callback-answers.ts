import type { Knex } from 'knex';
import { appeal, callback, workOrder } from '../domain/appeal/appeal-tables.ts';
import type { AnsweredOrder } from '../domain/organisation/department-score.ts';
import { exclusion, rangeOf } from '../domain/exclusion/exclusion-tables.ts';
import { columnsOf, rowOf } from './reading.ts';

/**
 * What appellants answered, with how far the order is left out of the rates.
 *
 * @param keys - sub-query for keys of callbacks, one for each order
 */
export async function callbackAnswers(knex: Knex, keys: Knex.QueryBuilder): Promise<readonly AnsweredOrder[]> {
  const callbacks = knex('callback as t').whereIn('t.key', keys);
  const [answers, granted] = await Promise.all([
    callbacks
      .clone()
      .join('work_order as o', 'o.key', 't.order_key')
      .join('appeal as a', 'a.key', 't.order_key')
      .select<Record<string, unknown>[]>([
        ...columnsOf(knex, callback, 't', ['orderKey', 'reached', 'contacted', 'resolved', 'satisfaction']),
        ...columnsOf(knex, workOrder, 'o', ['ownerUnitKey']),
        ...columnsOf(knex, appeal, 'a', ['category']),
      ]),
    knex('exclusion as e')
      .where('e.state', 'granted')
      .whereIn('e.order_key', callbacks.clone().select('t.order_key'))
      .select<Record<string, unknown>[]>(columnsOf(knex, exclusion, 'e', ['orderKey', 'state', 'range'])),
  ]);
  const reasons = new Map<number, Granted[]>();
  for (const read of granted) {
    const row = rowOf<typeof exclusion, Granted>(exclusion, read);
    reasons.set(row.orderKey, [...(reasons.get(row.orderKey) ?? []), row]);
  }
  return answers.map((read) => {
    const { orderKey, ...answer } = rowOf<typeof callback, AnsweredOrder & { orderKey: number }>(callback, read);
    return { ...answer, excluded: rangeOf(reasons.get(orderKey) ?? []) };
  });
}

// helpers

type Granted = Parameters<typeof rangeOf>[0][number] & { readonly orderKey: number };
