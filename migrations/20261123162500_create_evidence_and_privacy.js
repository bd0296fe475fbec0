// @ts-check

/**
 * Attached files, who has seen personal data, codes of appellants, reports of wrongdoing, and what has been destroyed. Nothing had been
 * attached before.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  const types = knex.client.config.client === 'pg' ? { key: 'bigint', json: 'json' } : { key: 'integer', json: 'text' };
  await knex.schema.dropTable('attachment');
  await knex.schema.createTable('attachment', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('kind').notNullable();
    t.text('name_sealed');
    t.text('media_type').notNullable();
    t.bigInteger('bytes').notNullable();
    t.text('checksum').notNullable();
    t.text('upload_id').notNullable();
    t.text('element_id');
    t.bigInteger('user_task_key');
    t.bigInteger('added_at').notNullable();
    t.text('added_by').notNullable();
    t.bigInteger('destroyed_at');
    t.index(['order_key']);
    t.unique(['upload_id']);
  });
  await knex.schema.createTable('attachment_part', (t) => {
    t.text('id').primary();
    t.text('upload_id').notNullable();
    t.bigInteger('number').notNullable();
    t.text('content_sealed').notNullable();
    t.bigInteger('created_at').notNullable();
    t.index(['upload_id']);
    t.index(['created_at']);
  });
  await knex.schema.createTable('reveal_log', (t) => {
    t.specificType('key', types.key).primary();
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('what').notNullable();
    t.bigInteger('attachment_key');
    t.text('by').notNullable();
    t.bigInteger('at').notNullable();
    t.bigInteger('hour').notNullable();
    t.text('reason').notNullable();
    t.index(['tenant_id', 'by', 'hour']);
    t.index(['order_key']);
  });
  await knex.schema.createTable('access_code', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('code_hash').notNullable();
    t.bigInteger('issued_at').notNullable();
    t.text('issued_by').notNullable();
  });
  await knex.schema.createTable('report_case', (t) => {
    t.specificType('key', types.key).primary();
    t.text('tenant_id').notNullable();
    t.bigInteger('accused_unit_key');
    t.specificType('excluded_unit_keys', types.json).notNullable();
  });
  await knex.schema.createTable('report_officer', (t) => {
    t.text('id').primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('person').notNullable();
    t.bigInteger('named_at').notNullable();
    t.text('named_by').notNullable();
    t.index(['tenant_id']);
  });
  await knex.schema.createTable('retention_mark', (t) => {
    t.text('id').primary();
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('class').notNullable();
    t.bigInteger('at').notNullable();
    t.bigInteger('count').notNullable();
    t.index(['order_key']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of [
    'retention_mark',
    'report_officer',
    'report_case',
    'access_code',
    'reveal_log',
    'attachment_part',
    'attachment',
  ]) {
    await knex.schema.dropTable(table);
  }
  const key = knex.client.config.client === 'pg' ? 'bigint' : 'integer';
  await knex.schema.createTable('attachment', (t) => {
    t.specificType('key', key).primary();
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('kind').notNullable();
    t.text('media_type').notNullable();
    t.bigInteger('bytes').notNullable();
    t.text('checksum').notNullable();
    t.text('storage_key').notNullable();
    t.bigInteger('added_at').notNullable();
    t.text('added_by').notNullable();
    t.index(['order_key']);
  });
}
