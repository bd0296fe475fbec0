import type { Knex } from 'knex';
import type { Actor } from '../domain/actor.ts';
import type { DutyQuery, WhistleFile } from '../domain/duty-dispute/duty-query-ports.ts';
import { dutyListItem, returnRequest } from '../domain/duty-dispute/duty-tables.ts';
import { seesAllUnits } from '../domain/organisation/role-scopes.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { hasEnded, WHISTLE_STAGES } from '../domain/whistle/whistle-state.ts';
import { whistle, whistleRating, whistleUnit } from '../domain/whistle/whistle-tables.ts';
import { disputeFiles } from './dispute-query.ts';
import { orderNumbers } from './order-numbers.ts';
import { columnsOf, rowOf } from './reading.ts';

const MOST = 200;

/** Whistles, the duty list and disputes. */
export function createDutyQuery(knex: Knex): DutyQuery {
  return {
    async whistle(asker, whistleNo) {
      const [file] = await filesOf(visible(asker).where('t.whistle_no', whistleNo));
      return file;
    },
    whistles(asker, { orderNo, open = false } = {}) {
      const query = visible(asker);
      if (orderNo !== undefined) void query.where('w.order_no', orderNo);
      if (open) void query.whereNotIn('t.stage', WHISTLE_STAGES.filter(hasEnded));
      return filesOf(query);
    },
    dutyList: (tenantId, at) =>
      rowsOf(dutyListItem, (query) =>
        query
          .where('t.tenant_id', tenantId)
          .where('t.valid_from', '<=', at)
          .where((valid) => valid.whereNull('t.valid_to').orWhere('t.valid_to', '>', at))
          .orderBy('t.code'),
      ),
    dutyVersions: (tenantId, code) =>
      rowsOf(dutyListItem, (query) =>
        query.where({ 't.tenant_id': tenantId, 't.code': code }).orderBy('t.version', 'desc'),
      ),
    disputeFiles: (asker, open) => disputeFiles(knex, asker, open),
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
    const files = read.map(({ orderNo, ...columns }) => {
      const row: RowOf<typeof whistle> = rowOf(whistle, columns);
      return { whistle: row, orderNo: typeof orderNo === 'string' ? orderNo : null };
    });
    const linked = files.flatMap(({ whistle: { linkedOrderKeys } }) => linkedOrderKeys);
    const [orders, units, ratings] = await Promise.all([
      orderNumbers(knex, linked),
      rowsOf(whistleUnit, (each) => each.whereIn('t.whistle_key', keys).orderBy('t.key')),
      rowsOf(whistleRating, (each) => each.whereIn('t.whistle_key', keys).orderBy('t.key')),
    ]);
    return files.map((file) => ({
      ...file,
      linkedOrderNos: file.whistle.linkedOrderKeys.flatMap((key) => orders.get(key) ?? []),
      units: units.filter(({ whistleKey }) => whistleKey === file.whistle.key),
      ratings: ratings.filter(({ whistleKey }) => whistleKey === file.whistle.key),
    }));
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
