import type { Knex } from 'knex';
import type { DepartmentScoreQuery } from '../domain/organisation/department-score-port.ts';
import { dutyListItem, inForce } from '../domain/duty-dispute/duty-tables.ts';
import { callbackAnswers } from './callback-answers.ts';
import { columnsOf, rowOf } from './reading.ts';

/** What a department's year is scored by, beside its ratings. */
export function createDepartmentScoreQuery(knex: Knex): DepartmentScoreQuery {
  return {
    async read(tenantId, { from, to, frozenAt }, now) {
      const last = knex('callback as c')
        .join('work_order as w', 'w.key', 'c.order_key')
        .where('w.tenant_id', tenantId)
        .where('w.dispatched_at', '>=', from)
        .where('w.dispatched_at', '<', to)
        .where('c.at', '<', frozenAt)
        .groupBy('c.order_key')
        .max('c.key');
      const [units, items, orders] = await Promise.all([
        knex('org_unit')
          .where({ tenant_id: tenantId, active: true })
          .whereIn('kind', ['department', 'public_enterprise'])
          .orderBy('key')
          .select<{ key: number; name: string; code: string }[]>('key', 'name', 'code'),
        knex('duty_list_item as t')
          .where('t.tenant_id', tenantId)
          .whereNotNull('t.category')
          .select<Record<string, unknown>[]>(columnsOf(knex, dutyListItem, 't')),
        callbackAnswers(knex, last),
      ]);
      const list = inForce(
        items.map((read) => rowOf(dutyListItem, read)),
        now,
      );
      return {
        orders,
        departments: units.map(({ key, name, code }) => {
          const own = list.filter(({ mainUnitCode, scope }) => mainUnitCode === code && scope !== 'village_assist');
          const industry = [...new Set(own.map(({ category }) => category))].filter((each) => each !== null);
          return { unitKey: Number(key), name, industry };
        }),
      };
    },
  };
}
