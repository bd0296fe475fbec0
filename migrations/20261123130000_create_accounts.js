// @ts-check

/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('account', (table) => {
    table.bigInteger('key').primary();
    table.bigInteger('revision').notNullable();
    table.text('tenant_id').notNullable();
    table.text('login').notNullable().unique();
    table.text('password_hash').notNullable();
    table.text('display_name').notNullable();
    table.text('roles').notNullable();
    table.bigInteger('unit_key');
    table.boolean('active').notNullable();
    table.bigInteger('created_at').notNullable();
    table.index(['tenant_id', 'key'], 'account_by_tenant');
  });
  await knex.schema.createTable('session', (table) => {
    table.text('id').primary();
    table.bigInteger('account_key').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.index(['account_key'], 'session_by_account');
  });
  await knex.schema.createTable('api_key', (table) => {
    table.bigInteger('key').primary();
    table.bigInteger('revision').notNullable();
    table.text('tenant_id').notNullable();
    table.text('name').notNullable();
    table.text('prefix').notNullable();
    table.text('hash').notNullable().unique();
    table.text('scopes').notNullable();
    table.text('roles').notNullable();
    table.bigInteger('unit_key');
    table.bigInteger('created_at').notNullable();
    table.text('created_by').notNullable();
    table.bigInteger('revoked_at');
    table.index(['tenant_id', 'name'], 'api_key_by_name');
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('api_key');
  await knex.schema.dropTable('session');
  await knex.schema.dropTable('account');
}
