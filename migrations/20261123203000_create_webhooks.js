// @ts-check

/**
 * What programs outside want to be told, how far each has been told, and every attempt.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  // only `integer` makes the key the row id of SQLite; only `json` takes JSON in PostgreSQL
  const types = isPostgres ? { key: 'bigint', json: 'json' } : { key: 'integer', json: 'text' };
  await knex.schema.createTable('webhook', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('api_key_key').notNullable();
    t.text('url').notNullable();
    t.text('secret_sealed').notNullable();
    t.specificType('kinds', types.json).notNullable();
    t.bigInteger('starts_at').notNullable();
    t.bigInteger('run').notNullable();
    t.bigInteger('created_at').notNullable();
    t.text('created_by').notNullable();
    t.bigInteger('disabled_at');
    t.text('disabled_for');
    t.index(['tenant_id']);
  });
  await knex.schema.createTable('webhook_progress', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('run').notNullable();
    t.specificType('position', types.json).notNullable();
    t.bigInteger('failures').notNullable();
    t.bigInteger('webhook_revision').notNullable();
    t.bigInteger('due_at').notNullable();
    t.bigInteger('locked_until');
    t.bigInteger('turn').notNullable();
  });
  await knex.schema.createTable('webhook_delivery', (t) => {
    t.text('id').primary();
    t.text('tenant_id').notNullable();
    t.bigInteger('webhook_key').notNullable();
    t.text('event_id').notNullable();
    t.text('type').notNullable();
    t.bigInteger('at').notNullable();
    t.bigInteger('attempt').notNullable();
    t.bigInteger('status');
    t.text('error');
    t.index(['webhook_key', 'at']);
    t.index(['at']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of ['webhook_delivery', 'webhook_progress', 'webhook']) await knex.schema.dropTable(table);
}
