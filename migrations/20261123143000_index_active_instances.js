// @ts-check

/**
 * Lists of running cases must not walk through the closed ones: those are many after some years.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  await knex.schema.raw("create index process_instance_active on process_instance (tenant_id) where state = 'ACTIVE'");
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.raw('drop index process_instance_active');
}
