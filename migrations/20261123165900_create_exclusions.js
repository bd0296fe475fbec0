// @ts-check

/**
 * Applications to leave an order out of the three rates.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  // only `integer` makes the key the row id of SQLite
  const key = knex.client.config.client === 'pg' ? 'bigint' : 'integer';
  await knex.schema.createTable('exclusion', (t) => {
    t.specificType('key', key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.bigInteger('process_instance_key').notNullable();
    t.text('code').notNullable();
    t.text('evidence').notNullable();
    t.text('state').notNullable();
    t.text('range');
    t.text('rule');
    t.text('applied_by').notNullable();
    t.bigInteger('applied_at').notNullable();
    t.text('decided_by');
    t.bigInteger('decided_at');
    t.text('reversed_by');
    t.bigInteger('reversed_at');
    t.index(['order_key']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('exclusion');
}
