import type { Knex } from 'knex';
import type { Actor } from '../domain/actor.ts';
import {
  appeal,
  callback,
  contactLog,
  deadline,
  orderNote,
  party,
  siteCheck,
  subTask,
  workOrder,
} from '../domain/appeal/appeal-tables.ts';
import type {
  OrderHeading,
  OrganisationQuery,
  OrgUnitFields,
  WorkOrderFields,
  WorkOrderFile,
  WorkOrderItem,
  WorkOrderQuery,
} from '../domain/appeal/case-query-ports.ts';
import { orgUnit } from '../domain/organisation/organisation-tables.ts';
import { auditEntry } from '../domain/process/process-tables.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';
import { searchPage, type Field } from './search.ts';
import { visibleOrders } from './visible-orders.ts';

const FIELDS: Readonly<Record<keyof WorkOrderFields, Field>> = {
  key: 't.key',
  orderNo: 't.order_no',
  externalNo: 'a.external_no',
  state: 't.state',
  level: 't.level',
  ownerUnitKey: 't.owner_unit_key',
  source: 'a.source',
  type: 'a.type',
  category: 'a.category',
  receivedAt: 'a.received_at',
  dueAt: 't.due_at',
  closedAt: 't.closed_at',
  sensitive: 't.sensitive',
  supervised: 't.supervised',
  phoneHash: 'p.phone_hash',
};

/** Orders and their appeals, as far as the asker may see them. */
export function createWorkOrderQuery(knex: Knex): WorkOrderQuery {
  const heading = columnsOf(knex, appeal, 'a', [
    'externalNo',
    'source',
    'type',
    'category',
    'title',
    'placeKind',
    'unitKey',
    'receivedAt',
  ]);
  return {
    search: ({ tenantId, ...request }, asker) =>
      searchPage<WorkOrderFields, WorkOrderItem>(
        {
          knex,
          from: () =>
            visibleOrders(knex, tenantId, asker)
              .leftJoin('appeal as a', 'a.key', 't.key')
              .leftJoin('party as p', 'p.key', 'a.party_key'),
          columns: [...columnsOf(knex, workOrder, 't'), ...heading],
          fields: FIELDS,
          key: 't.key',
          row: (read) => rowOf<typeof workOrder, WorkOrderItem>(workOrder, read),
        },
        request,
      ),
    async find(asker, orderNo) {
      const order = await findOrder(asker, orderNo);
      return order && fileOf(order);
    },
    async history(asker, orderNo, afterKey, limit) {
      const order = await findOrder(asker, orderNo);
      if (!order) return undefined;
      const rows: Record<string, unknown>[] = await knex('audit_entry as t')
        .where('t.tenant_id', asker.tenantId)
        .where('t.key', '>', afterKey)
        .where((or) => {
          void or.where('t.subject_key', order.key);
          if (order.processInstanceKey === null) return;
          const processes = knex('process_instance').where('root_process_instance_key', order.processInstanceKey);
          void or.orWhereIn('t.process_instance_key', processes.where('business_key', order.orderNo).select('key'));
          void or.orWhere('t.process_instance_key', order.processInstanceKey);
        })
        .orderBy('t.key')
        .limit(limit)
        .select(columnsOf(knex, auditEntry, 't'));
      return rows.map((read): RowOf<typeof auditEntry> => rowOf(auditEntry, read));
    },
    async ofInstances(tenantId, processInstanceKeys) {
      const rows: (OrderHeading & { readonly processInstanceKey: number })[] = await knex('process_instance as i')
        .join('process_instance as r', 'r.key', 'i.root_process_instance_key')
        .join('work_order as t', (on) => void on.on('t.tenant_id', 'r.tenant_id').andOn('t.order_no', 'r.business_key'))
        .leftJoin('appeal as a', 'a.key', 't.key')
        .where('i.tenant_id', tenantId)
        .whereIn('i.key', [...processInstanceKeys])
        .select(
          'i.key as processInstanceKey',
          't.order_no as orderNo',
          // who gets a task of a report of wrongdoing learns no more than that
          knex.raw("case when a.type = 'report' then '举报事项' else a.title end as title"),
          'a.category',
          't.state',
          't.level',
          't.due_at as dueAt',
        );
      return new Map(rows.map(({ processInstanceKey, ...order }) => [processInstanceKey, order]));
    },
  };

  async function findOrder(asker: Actor, orderNo: string): Promise<RowOf<typeof workOrder> | undefined> {
    const read = await visibleOrders(knex, asker.tenantId, asker)
      .where('t.order_no', orderNo)
      .select(columnsOf(knex, workOrder, 't'))
      .first();
    return read && rowOf(workOrder, read);
  }

  async function fileOf(order: RowOf<typeof workOrder>): Promise<WorkOrderFile | undefined> {
    const [received] = await rowsOf(appeal, 'key', order.key);
    const [appellant] = received ? await rowsOf(party, 'key', received.partyKey) : [];
    if (!received || !appellant) return undefined;
    const [deadlines, contacts, siteChecks, subTasks, callbacks, notes] = await Promise.all([
      rowsOf(deadline, 'order_key', order.key),
      rowsOf(contactLog, 'order_key', order.key),
      rowsOf(siteCheck, 'order_key', order.key),
      rowsOf(subTask, 'order_key', order.key),
      rowsOf(callback, 'order_key', order.key),
      rowsOf(orderNote, 'order_key', order.key),
    ]);
    return { order, appeal: received, party: appellant, deadlines, contacts, siteChecks, subTasks, callbacks, notes };
  }

  async function rowsOf<S extends TableSpec>(table: S, column: string, value: number): Promise<RowOf<S>[]> {
    const rows: Record<string, unknown>[] = await knex(`${table.name} as t`)
      .where(`t.${column}`, value)
      .orderBy('t.key')
      .select(columnsOf(knex, table, 't'));
    return rows.map((read): RowOf<S> => rowOf(table, read));
  }
}

/** The organisation tree. */
export function createOrganisationQuery(knex: Knex): OrganisationQuery {
  return {
    search: ({ tenantId, ...request }) =>
      searchPage<OrgUnitFields, RowOf<typeof orgUnit>>(
        {
          knex,
          from: () => knex('org_unit as t').where('t.tenant_id', tenantId),
          columns: columnsOf(knex, orgUnit, 't'),
          fields: { key: 't.key', code: 't.code', name: 't.name', kind: 't.kind', parentKey: 't.parent_key' },
          key: 't.key',
          row: (read) => rowOf(orgUnit, read),
        },
        request,
      ),
    async townships() {
      const rows: { tenant_id: string; name: string }[] = await knex('org_unit')
        .where({ kind: 'street_township', active: true })
        .orderBy(['name', 'key'])
        .select('tenant_id', 'name');
      return rows.map(({ tenant_id: tenantId, name }) => ({ tenantId, name }));
    },
  };
}
