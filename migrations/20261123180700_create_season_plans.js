// @ts-check

/**
 * What comes back every year, so that it is looked at before anybody complains.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  // only `integer` makes the key the row id of SQLite; only `json` takes JSON in PostgreSQL
  const types = knex.client.config.client === 'pg' ? { key: 'bigint', json: 'json' } : { key: 'integer', json: 'text' };
  await knex.schema.createTable('season_plan', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('starts_on').notNullable();
    t.specificType('forecast', types.json).notNullable();
    t.specificType('unit_keys', types.json).notNullable();
    t.bigInteger('opened_year').notNullable();
    t.bigInteger('stopped_at');
    t.text('created_by').notNullable();
    t.bigInteger('created_at').notNullable();
    t.index(['tenant_id']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('season_plan');
}
