import type { Knex } from 'knex';
import type { MatterHeading, MatterQuery } from '../domain/appeal/case-query-ports.ts';

/** What a task is about when it belongs to no order: a finding, a whistle of its own, a directive. */
export function createMatterQuery(knex: Knex): MatterQuery {
  const instances = (tenantId: string, keys: readonly number[]) =>
    knex('process_instance as i')
      .join('process_instance as r', 'r.key', 'i.root_process_instance_key')
      .where('i.tenant_id', tenantId)
      .whereIn('i.key', [...keys]);
  const numbered = (tenantId: string, keys: readonly number[], table: string, column: string) =>
    instances(tenantId, keys).join(
      `${table} as m`,
      (on) => void on.on('m.tenant_id', 'r.tenant_id').andOn(`m.${column}`, 'r.business_key'),
    );
  const headed = (kind: MatterHeading['kind'], id: string, no: string, title: string) => [
    'i.key as processInstanceKey',
    knex.raw('? as kind', [kind]),
    knex.raw(`cast(m.${id} as text) as id`),
    knex.raw(`m.${no} as no`),
    knex.raw(`m.${title} as title`),
  ];

  return {
    async ofInstances(tenantId, keys) {
      if (keys.length === 0) return new Map();
      const rows: (MatterHeading & { readonly processInstanceKey: number })[] = await numbered(
        tenantId,
        keys,
        'finding',
        'finding_no',
      )
        .select(headed('finding', 'finding_no', 'finding_no', 'title'))
        .unionAll([
          numbered(tenantId, keys, 'directive', 'draft_no').select(headed('directive', 'key', 'draft_no', 'title')),
          instances(tenantId, keys)
            .join('whistle as m', 'm.process_instance_key', 'i.key')
            .select(headed('whistle', 'whistle_no', 'whistle_no', 'place')),
        ]);
      // what a finding whistles for is the whistle's first
      const sorted = [...rows].sort((a, b) => Number(a.kind === 'whistle') - Number(b.kind === 'whistle'));
      return new Map(sorted.map(({ processInstanceKey, ...matter }) => [processInstanceKey, matter]));
    },
  };
}
