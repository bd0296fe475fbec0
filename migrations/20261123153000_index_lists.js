// @ts-check

/**
 * Lists that people look at all day: what is in trouble, and what is due next.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  const isTrue = knex.client.config.client === 'pg' ? 'has_incident' : 'has_incident = 1';
  await knex.schema.raw(
    `create index process_instance_in_trouble on process_instance (tenant_id, "key") where ${isTrue}`,
  );
  await knex.schema.raw('create index work_order_by_due on work_order (tenant_id, due_at)');
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.raw('drop index process_instance_in_trouble');
  await knex.schema.raw('drop index work_order_by_due');
}
