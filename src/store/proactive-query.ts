import type { Knex } from 'knex';
import type { Actor } from '../domain/actor.ts';
import { directive, directiveInspection, directiveProgress } from '../domain/directive/directive-tables.ts';
import type { DirectiveFile, DirectiveQuery, FindingQuery } from '../domain/proactive/proactive-query-ports.ts';
import { finding, findingPhoto, gridCounter, seasonPlan, sweepPoint } from '../domain/proactive/proactive-tables.ts';
import { seesAllUnits } from '../domain/organisation/role-scopes.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { orderNumbers } from './order-numbers.ts';
import { columnsOf, rowOf } from './reading.ts';

/** Findings, as far as the asker may see them. */
export function createFindingQuery(knex: Knex): FindingQuery {
  return {
    async find(asker, findingNo) {
      const [row] = await read(knex, finding, (query) => visible(query, asker).where('t.finding_no', findingNo));
      if (!row) return undefined;
      const points = await read(knex, sweepPoint, (query) => query.where('t.finding_key', row.key).orderBy('t.key'));
      return { finding: row, points };
    },
    newest: (asker, limit) =>
      read(knex, finding, (query) => visible(query, asker).orderBy('t.key', 'desc').limit(limit)),
    photos: (asker, findingNo) =>
      read(knex, findingPhoto, (query) =>
        query
          .whereIn(
            't.finding_key',
            visible(knex('finding as t'), asker).where('t.finding_no', findingNo).select('t.key'),
          )
          .orderBy('t.key'),
      ),
    async findByReceipt(receiptHash) {
      const [row] = await read(knex, finding, (query) => query.where('t.receipt_hash', receiptHash));
      return row;
    },
    seasons: (tenantId) =>
      read(knex, seasonPlan, (query) =>
        query.where('t.tenant_id', tenantId).whereNull('t.stopped_at').orderBy('t.key'),
      ),
    counters: (tenantId, month) =>
      read(knex, gridCounter, (query) =>
        query.where({ 't.tenant_id': tenantId, 't.month': month }).orderBy('t.person'),
      ),
  };

  function visible(query: Knex.QueryBuilder, asker: Actor): Knex.QueryBuilder {
    const own = query.where('t.tenant_id', asker.tenantId);
    if (seesAllUnits(asker)) return own;
    return own.where((or) => {
      void or.where('t.reported_by', asker.id);
      if (asker.unitKey !== null) void or.orWhere('t.grid_key', asker.unitKey).orWhere('t.unit_key', asker.unitKey);
    });
  }
}

/** Directives of a township. */
export function createDirectiveQuery(knex: Knex): DirectiveQuery {
  return {
    async list(tenantId) {
      const rows = await read(knex, directive, (query) =>
        query.where('t.tenant_id', tenantId).orderBy('t.key', 'desc').limit(1_000),
      );
      const last = knex('directive_progress').where('tenant_id', tenantId).groupBy('directive_key').max('key');
      const progress = await read(knex, directiveProgress, (query) => query.whereIn('t.key', last));
      const percents = new Map(progress.map(({ directiveKey, percent }) => [directiveKey, percent]));
      const numbers = await orderNumbers(
        knex,
        rows.flatMap(({ orderKeys }) => orderKeys),
      );
      return rows.map((row) => ({
        directive: row,
        percent: percents.get(row.key) ?? null,
        orderNos: row.orderKeys.flatMap((key) => numbers.get(key) ?? []),
      }));
    },
    find: (tenantId, key) => fileOf({ 't.tenant_id': tenantId, 't.key': key }),
    findByNo: (tenantId, directiveNo) => fileOf({ 't.tenant_id': tenantId, 't.directive_no': directiveNo }),
  };

  async function fileOf(where: Readonly<Record<string, string | number>>): Promise<DirectiveFile | undefined> {
    const [row] = await read(knex, directive, (query) => query.where(where));
    if (!row) return undefined;
    const ofIt = (query: Knex.QueryBuilder) => query.where('t.directive_key', row.key).orderBy('t.key');
    const progress = await read(knex, directiveProgress, ofIt);
    const numbers = await orderNumbers(knex, row.orderKeys);
    return {
      directive: row,
      percent: progress.at(-1)?.percent ?? null,
      orderNos: [...numbers.values()],
      progress,
      inspections: await read(knex, directiveInspection, ofIt),
    };
  }
}

// helpers

async function read<S extends TableSpec>(
  knex: Knex,
  table: S,
  narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<RowOf<S>[]> {
  const rows: Record<string, unknown>[] = await narrow(knex(`${table.name} as t`)).select(columnsOf(knex, table, 't'));
  return rows.map((each): RowOf<S> => rowOf(table, each));
}
