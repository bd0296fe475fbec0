import type { Knex } from 'knex';
import type { SideRouteQuery } from '../domain/side-route/side-route-query-ports.ts';
import {
  dailyLine,
  extensionRequest,
  homesteadMediation,
  homesteadVisit,
  messageTemplate,
  suspension,
} from '../domain/side-route/side-route-tables.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';

/** Extensions, suspensions, homestead disputes, daily lines, wordings. Whether the asker may see the order is asked before. */
export function createSideRouteQuery(knex: Knex): SideRouteQuery {
  return {
    async ofOrder(orderKey) {
      const ofOrder = { order_key: orderKey };
      const [extensions, suspensions, mediations, visits] = await Promise.all([
        rows(extensionRequest, ofOrder),
        rows(suspension, ofOrder),
        rows(homesteadMediation, ofOrder),
        rows(homesteadVisit, ofOrder),
      ]);
      const withLog = mediations.map((each) => ({
        ...each,
        log: visits.filter(({ mediationKey }) => mediationKey === each.key),
      }));
      return { extensions, suspensions, mediations: withLog };
    },
    dailyLines: (tenantId, date, unitKey) =>
      rows(dailyLine, { tenant_id: tenantId, date, ...(unitKey !== null && { owner_unit_key: unitKey }) }),
    async ownTexts(tenantId) {
      const own = await rows(messageTemplate, { tenant_id: tenantId });
      return new Map(own.map(({ name, zh, en }) => [name, { zh, en }]));
    },
  };

  async function rows<S extends TableSpec>(table: S, where: Record<string, unknown>): Promise<RowOf<S>[]> {
    const read: Record<string, unknown>[] = await knex(`${table.name} as t`)
      .where(Object.fromEntries(Object.entries(where).map(([column, value]) => [`t.${column}`, value])))
      .orderBy(`t.${table.key}`)
      .select(columnsOf(knex, table, 't'));
    return read.map((row) => rowOf(table, row));
  }
}
