import type { Knex } from 'knex';
import { appeal, recentMatter, workOrder } from '../domain/appeal/appeal-tables.ts';
import type { Actor } from '../domain/actor.ts';
import type { WorkOrderItem } from '../domain/appeal/case-query-ports.ts';
import type { ClusterItem, ClusterQuery } from '../domain/cluster/cluster-query-ports.ts';
import { appealCluster, clusterMember, recentCaller } from '../domain/cluster/cluster-tables.ts';
import { seesAllUnits } from '../domain/organisation/role-scopes.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';

const LISTED = 200;
const SIMILAR = 20;
const HEADING = [
  'externalNo',
  'source',
  'type',
  'category',
  'title',
  'placeKind',
  'unitKey',
  'objectKey',
  'receivedAt',
] as const;
type Order = WorkOrderItem & { readonly objectKey: string | null };

/** Clusters of appeals, and what a new appeal may repeat. */
export function createClusterQuery(knex: Knex): ClusterQuery {
  return {
    async list(asker, { open, kind }) {
      const rows = await visible(asker)
        .modify((query) => {
          if (kind) void query.where('t.kind', kind);
          if (open === true) void query.whereNull('t.ended_at');
          if (open === false) void query.whereNotNull('t.ended_at');
        })
        .orderBy('t.key', 'desc')
        .limit(LISTED)
        .select(columnsOf(knex, appealCluster, 't'));
      return withParents(rows.map((read: Record<string, unknown>) => rowOf(appealCluster, read)));
    },
    async find(asker, key) {
      const read = await visible(asker)
        .where('t.key', key)
        .select(columnsOf(knex, appealCluster, 't'))
        .first();
      const [cluster] = read ? await withParents([rowOf(appealCluster, read)]) : [];
      if (!cluster) return undefined;
      const members = (await rowsOf(clusterMember, 'cluster_key', [key])).sort(
        (a, b) => a.joinedAt - b.joinedAt || a.key - b.key,
      );
      const orders = await ordersOf(members.map(({ key: orderKey }) => orderKey));
      return {
        cluster,
        members: members.flatMap((member) => {
          const order = orders.get(member.key);
          return order ? [{ ...member, order }] : [];
        }),
      };
    },
    async similar(tenantId, { matter, place, caller }) {
      const matters = await rowsOf(recentMatter, 'id', [matter, place]);
      const keysOf = (id: string) =>
        new Set(matters.find((each) => each.id === id)?.appeals.map(({ orderKey }) => orderKey));
      const [called] = caller === null ? [] : await rowsOf(recentCaller, 'id', [caller]);
      const around = keysOf(place);
      const same = matter === place ? new Set<number>() : keysOf(matter);
      const own = new Map(called?.appeals.map((entry) => [entry.orderKey, entry.matter === matter]));
      const keys = [...new Set([...same, ...around, ...own.keys()])].sort((a, b) => b - a).slice(0, SIMILAR);
      const [orders, members] = await Promise.all([ordersOf(keys), rowsOf(clusterMember, 'key', keys)]);
      const joined = new Map(
        members.filter(({ leftAt }) => leftAt === null).map((each) => [each.key, each.clusterKey]),
      );
      return keys.flatMap((key) => {
        const order = orders.get(key);
        // a report of wrongdoing is recognised in no other appeal
        if (order?.tenantId !== tenantId || order.type === 'report') return [];
        const sameMatter = same.has(key) || own.get(key) === true;
        const possible = !sameMatter && around.has(key);
        return [{ order, samePerson: own.has(key), sameMatter, possible, clusterKey: joined.get(key) ?? null }];
      });
    },
  };

  function visible(asker: Actor): Knex.QueryBuilder {
    const clusters = knex('appeal_cluster as t').where('t.tenant_id', asker.tenantId);
    if (seesAllUnits(asker)) return clusters;
    if (asker.unitKey === null) return clusters.whereRaw('1 = 0');
    return clusters.join('work_order as p', 'p.key', 't.parent_order_key').where('p.owner_unit_key', asker.unitKey);
  }

  async function withParents(clusters: readonly RowOf<typeof appealCluster>[]): Promise<ClusterItem[]> {
    const parents = await ordersOf(clusters.map(({ parentOrderKey }) => parentOrderKey));
    return clusters.flatMap((cluster) => {
      const parent = parents.get(cluster.parentOrderKey);
      return parent ? [{ ...cluster, parent }] : [];
    });
  }

  async function ordersOf(keys: readonly number[]): Promise<Map<number, Order>> {
    const rows: Record<string, unknown>[] = await knex('work_order as t')
      .join('appeal as a', 'a.key', 't.key')
      .whereIn('t.key', [...keys])
      .select([...columnsOf(knex, workOrder, 't'), ...columnsOf(knex, appeal, 'a', HEADING)]);
    return new Map(rows.map((read) => rowOf<typeof workOrder, Order>(workOrder, read)).map((row) => [row.key, row]));
  }

  async function rowsOf<S extends TableSpec>(
    table: S,
    column: string,
    values: readonly (number | string)[],
  ): Promise<RowOf<S>[]> {
    const rows: Record<string, unknown>[] = await knex(`${table.name} as t`)
      .whereIn(`t.${column}`, [...values])
      .select(columnsOf(knex, table, 't'));
    return rows.map((read): RowOf<S> => rowOf(table, read));
  }
}
