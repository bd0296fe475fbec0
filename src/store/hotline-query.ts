import type { Knex } from 'knex';
import { appeal, workOrder } from '../domain/appeal/appeal-tables.ts';
import type { HotlineQuery } from '../domain/hotline/hotline-query-ports.ts';
import { hotlineNotice, hotlineOutlet, hotlineRequest } from '../domain/hotline/hotline-tables.ts';
import { HOTLINE_SOURCES, hotlineNoOf } from '../domain/hotline/hotline.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';

/** Orders of the hotline, and what is still on the way to it. */
export function createHotlineQuery(knex: Knex): HotlineQuery {
  return {
    async orderOf(tenantId, externalNo) {
      const read = await knex('work_order as t')
        .join('appeal as a', 'a.key', 't.key')
        .where({ 'a.tenant_id': tenantId, 'a.external_no': externalNo })
        .whereIn('a.source', HOTLINE_SOURCES)
        .select(columnsOf(knex, workOrder, 't'))
        .first();
      return read && rowOf(workOrder, read);
    },
    async unitKey(tenantId, code) {
      const unit = await knex('org_unit').where({ tenant_id: tenantId, code }).first('key');
      return unit?.key;
    },
    async file(tenantId, orderKey) {
      const [received] = await rowsOf(appeal, { tenant_id: tenantId, key: orderKey });
      const about = { tenant_id: tenantId, order_key: orderKey };
      return {
        externalNo: hotlineNoOf(received),
        requests: await rowsOf(hotlineRequest, about),
        notices: await rowsOf(hotlineNotice, about),
      };
    },
    async outlet(tenantId) {
      const read = await knex('hotline_outlet as t')
        .where({ tenant_id: tenantId })
        .select(columnsOf(knex, hotlineOutlet, 't'))
        .first();
      return read && rowOf(hotlineOutlet, read);
    },
    async backlog(tenantId) {
      const waiting = () =>
        knex('outbox_entry').where({ tenant_id: tenantId, channel: 'hotline' }).whereNull('delivered_at');
      const [all] = await waiting().count({ count: '*' }).min({ oldestAt: 'created_at' }).max({ attempts: 'attempts' });
      const worst = await waiting().whereNotNull('last_error').orderBy('attempts', 'desc').first('last_error');
      return {
        count: Number(all?.['count'] ?? 0),
        oldestAt: all?.['oldestAt'] == null ? null : Number(all['oldestAt']),
        attempts: Number(all?.['attempts'] ?? 0),
        lastError: worst?.last_error ?? null,
      };
    },
  };

  async function rowsOf<S extends TableSpec>(table: S, where: Readonly<Record<string, unknown>>): Promise<RowOf<S>[]> {
    const rows: Record<string, unknown>[] = await knex(`${table.name} as t`)
      .where(where)
      .orderBy('t.key')
      .select(columnsOf(knex, table, 't'));
    return rows.map((read) => rowOf<S>(table, read));
  }
}
