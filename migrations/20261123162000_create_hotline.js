// @ts-check

/**
 * What a township and its hotline ask of each other, where the hotline is reached, and an order in which outgoing messages arrive.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  // only `integer` makes the key the row id of SQLite
  const key = isPostgres ? 'bigint' : 'integer';
  await knex.schema.createTable('hotline_request', (t) => {
    t.specificType('key', key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('kind').notNullable();
    t.bigInteger('amount');
    t.text('reason');
    t.bigInteger('asked_at').notNullable();
    t.text('asked_by').notNullable();
    t.text('ruling');
    t.bigInteger('ruled_at');
    t.index(['order_key']);
  });
  await knex.schema.createTable('hotline_notice', (t) => {
    t.specificType('key', key).primary();
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('kind').notNullable();
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.bigInteger('due_at');
    t.text('text_sealed');
    t.index(['order_key']);
  });
  await knex.schema.createTable('hotline_outlet', (t) => {
    t.text('tenant_id').primary();
    t.bigInteger('revision').notNullable();
    t.text('url').notNullable();
    t.text('secret_sealed').notNullable();
    t.bigInteger('changed_at').notNullable();
    t.text('changed_by').notNullable();
  });
  await knex.schema.alterTable('outbox_entry', (t) => {
    t.text('stream');
  });
  await knex.schema.raw(
    'create index outbox_entry_stream on outbox_entry (stream, created_at) where stream is not null and delivered_at is null',
  );
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.raw('drop index outbox_entry_stream');
  await knex.schema.alterTable('outbox_entry', (t) => {
    t.dropColumn('stream');
  });
  for (const table of ['hotline_outlet', 'hotline_notice', 'hotline_request']) await knex.schema.dropTable(table);
}
