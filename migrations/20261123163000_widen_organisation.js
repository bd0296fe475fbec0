// @ts-check

/**
 * The whole organisation: closed units with their successors, tiers of the alliance, further posts of a person, rosters, delegations, and the
 * leaders who answer for a village.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  // only `integer` makes the key the row id of SQLite; only `json` takes JSON in PostgreSQL
  const types = knex.client.config.client === 'pg' ? { key: 'bigint', json: 'json' } : { key: 'integer', json: 'text' };
  await knex.schema.alterTable('org_unit', (t) => {
    t.bigInteger('alliance_tier');
    t.bigInteger('successor_key');
    t.index(['successor_key']);
  });
  await knex.schema.alterTable('session', (t) => {
    t.specificType('post_key', types.key);
  });
  await knex.schema.alterTable('account', (t) => {
    t.index(['tenant_id', 'unit_key']);
  });
  await knex.schema.createTable('account_post', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('account_key').notNullable();
    t.bigInteger('unit_key').notNullable();
    t.specificType('roles', types.json).notNullable();
    t.bigInteger('created_at').notNullable();
    t.bigInteger('ended_at');
    t.index(['account_key']);
    t.index(['unit_key']);
  });
  await knex.schema.createTable('duty_shift', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('unit_key').notNullable();
    t.bigInteger('account_key').notNullable();
    t.specificType('roles', types.json).notNullable();
    t.bigInteger('start_at').notNullable();
    t.bigInteger('end_at').notNullable();
    t.text('created_by').notNullable();
    t.bigInteger('cancelled_at');
    t.index(['unit_key']);
    t.index(['account_key']);
    t.index(['tenant_id', 'end_at']);
  });
  await knex.schema.createTable('delegation', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('from_account_key').notNullable();
    t.bigInteger('to_account_key').notNullable();
    t.text('role').notNullable();
    t.bigInteger('unit_key');
    t.specificType('acts', types.json).notNullable();
    t.bigInteger('start_at').notNullable();
    t.bigInteger('end_at').notNullable();
    t.text('reason').notNullable();
    t.bigInteger('created_at').notNullable();
    t.bigInteger('revoked_at');
    t.index(['from_account_key']);
    t.index(['to_account_key']);
  });
  await knex.schema.createTable('village_leader', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('village_key').notNullable();
    t.text('kind').notNullable();
    t.bigInteger('account_key').notNullable();
    t.bigInteger('start_at').notNullable();
    t.bigInteger('end_at');
    t.index(['village_key']);
    t.index(['account_key']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of ['village_leader', 'delegation', 'duty_shift', 'account_post'])
    await knex.schema.dropTable(table);
  await knex.schema.alterTable('account', (t) => {
    t.dropIndex(['tenant_id', 'unit_key']);
  });
  await knex.schema.alterTable('session', (t) => {
    t.dropColumn('post_key');
  });
  await knex.schema.alterTable('org_unit', (t) => {
    t.dropIndex(['successor_key']);
    t.dropColumn('successor_key');
    t.dropColumn('alliance_tier');
  });
}
