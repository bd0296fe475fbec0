import type { Knex } from 'knex';

/** Numbers of orders by their keys. */
export async function orderNumbers(knex: Knex, keys: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (keys.length === 0) return new Map();
  const rows: { key: number | string; no: string }[] = await knex('work_order')
    .whereIn('key', [...new Set(keys)])
    .orderBy('key')
    .select('key', 'order_no as no');
  return new Map(rows.map(({ key, no }) => [Number(key), no]));
}
