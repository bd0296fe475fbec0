// @ts-check

/**
 * Clusters of appeals about one matter, their members, and what one person has appealed about of late. Instants are milliseconds since the
 * epoch; JSON is kept as text.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  // only `integer` makes the key the row id of SQLite; only `json` takes JSON in PostgreSQL
  const types = knex.client.config.client === 'pg' ? { key: 'bigint', json: 'json' } : { key: 'integer', json: 'text' };
  await knex.schema.createTable('appeal_cluster', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('kind').notNullable();
    t.text('matter').notNullable();
    t.bigInteger('parent_order_key').notNullable();
    t.bigInteger('members').notNullable();
    t.bigInteger('batch').notNullable();
    t.bigInteger('batch_at').notNullable();
    t.specificType('representatives', types.json).notNullable();
    t.text('leader');
    t.bigInteger('formed_at').notNullable();
    t.bigInteger('ended_at');
    t.text('outcome');
    t.index(['tenant_id', 'ended_at']);
  });
  await knex.schema.createTable('cluster_member', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('cluster_key').notNullable();
    t.bigInteger('batch').notNullable();
    t.bigInteger('joined_at').notNullable();
    t.bigInteger('left_at');
    t.text('left_because');
    t.bigInteger('answered_at');
    t.index(['cluster_key']);
  });
  await knex.schema.createTable('recent_caller', (t) => {
    t.text('id').primary();
    t.bigInteger('revision').notNullable();
    t.specificType('appeals', types.json).notNullable();
  });
  await knex.schema.alterTable('recent_matter', (t) => {
    t.bigInteger('cluster_key');
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.alterTable('recent_matter', (t) => {
    t.dropColumn('cluster_key');
  });
  for (const table of ['recent_caller', 'cluster_member', 'appeal_cluster']) await knex.schema.dropTable(table);
}
