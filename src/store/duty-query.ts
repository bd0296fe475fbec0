import type { Knex } from 'knex';
import type { Actor } from '../domain/actor.ts';
import type { DutyQuery, WhistleFile } from '../domain/duty-query-ports.ts';
import { dutyListItem, returnRequest } from '../domain/duty-tables.ts';
import { seesAllUnits } from '../domain/role-scopes.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { whistle, whistleRating, whistleUnit } from '../domain/whistle-tables.ts';
import { columnsOf, rowOf } from './reading.ts';

const MOST = 200;

/** Whistles, the duty list and disputes. */
export function createDutyQuery(knex: Knex): DutyQuery {
  return {
    async whistle(asker, whistleNo) {
      const [file] = await filesOf(visible(asker).where('t.whistle_no', whistleNo));
      return file;
    },
    whistles: (asker, orderNo) =>
      filesOf(orderNo === undefined ? visible(asker) : visible(asker).where('w.order_no', orderNo)),
    dutyList: (tenantId, at) =>
      rowsOf(dutyListItem, (query) =>
        query
          .where('t.tenant_id', tenantId)
          .where('t.valid_from', '<=', at)
          .where((valid) => valid.whereNull('t.valid_to').orWhere('t.valid_to', '>', at))
          .orderBy('t.code'),
      ),
    disputes: (tenantId, orderKey) =>
      rowsOf(returnRequest, (query) =>
        query.where('t.tenant_id', tenantId).where('t.order_key', orderKey).orderBy('t.key'),
      ),
  };

  function visible(asker: Actor): Knex.QueryBuilder {
    const query = knex('whistle as t')
      .leftJoin('work_order as w', 'w.key', 't.order_key')
      .where('t.tenant_id', asker.tenantId);
    if (seesAllUnits(asker)) return query;
    const calls = knex('whistle_unit').where('unit_key', asker.unitKey).select('whistle_key');
    return query.where((own) => own.where('t.blower_unit_key', asker.unitKey).orWhereIn('t.key', calls));
  }

  async function filesOf(query: Knex.QueryBuilder): Promise<WhistleFile[]> {
    const read: Record<string, unknown>[] = await query
      .orderBy('t.key', 'desc')
      .limit(MOST)
      .select([...columnsOf(knex, whistle, 't'), 'w.order_no as orderNo']);
    const keys = read.map(({ key }) => Number(key));
    const [units, ratings] = await Promise.all([
      rowsOf(whistleUnit, (each) => each.whereIn('t.whistle_key', keys).orderBy('t.key')),
      rowsOf(whistleRating, (each) => each.whereIn('t.whistle_key', keys).orderBy('t.key')),
    ]);
    return read.map(({ orderNo, ...columns }) => {
      const row: RowOf<typeof whistle> = rowOf(whistle, columns);
      return {
        whistle: row,
        orderNo: typeof orderNo === 'string' ? orderNo : null,
        units: units.filter(({ whistleKey }) => whistleKey === row.key),
        ratings: ratings.filter(({ whistleKey }) => whistleKey === row.key),
      };
    });
  }

  async function rowsOf<S extends TableSpec>(
    table: S,
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<RowOf<S>[]> {
    const rows: Record<string, unknown>[] = await narrow(knex(`${table.name} as t`)).select(
      columnsOf(knex, table, 't'),
    );
    return rows.map((read): RowOf<S> => rowOf(table, read));
  }
}
