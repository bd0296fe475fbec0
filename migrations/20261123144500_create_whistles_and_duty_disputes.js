// @ts-check

/**
 * Whistles with the units they call and their ratings; the duty list and disputes about it. Instants are milliseconds since the epoch.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  // only `integer` makes the key the row id of SQLite; only `json` takes JSON in PostgreSQL
  const types = isPostgres
    ? { key: 'bigint', json: 'json', real: 'double precision' }
    : { key: 'integer', json: 'text', real: 'real' };
  await knex.schema.createTable('whistle', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('whistle_no').notNullable();
    t.bigInteger('order_key');
    t.specificType('linked_order_keys', types.json).notNullable();
    t.bigInteger('process_instance_key').notNullable();
    t.text('kind');
    t.text('level');
    t.text('limit_class');
    t.text('stage').notNullable();
    t.specificType('stage_times', types.json).notNullable();
    t.text('place');
    t.text('reason');
    t.bigInteger('blower_unit_key');
    t.text('blown_by').notNullable();
    t.specificType('approvals', types.json).notNullable();
    t.bigInteger('published_at');
    t.bigInteger('due_at');
    t.bigInteger('round').notNullable();
    t.text('result');
    t.bigInteger('escalated_from_key');
    t.text('escalation_reason');
    t.bigInteger('closed_at');
    t.unique(['tenant_id', 'whistle_no']);
    t.index(['order_key']);
    t.index(['process_instance_key']);
  });
  await knex.schema.createTable('whistle_unit', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('whistle_key').notNullable();
    t.bigInteger('unit_key').notNullable();
    t.bigInteger('sign_due_at');
    t.bigInteger('contact_due_at');
    t.bigInteger('report_due_at');
    t.bigInteger('signed_at');
    t.bigInteger('contact_at');
    t.bigInteger('arrived_at');
    t.specificType('arrived_lat', types.real);
    t.specificType('arrived_lon', types.real);
    t.bigInteger('person_count');
    t.text('top_rank');
    t.boolean('absent').notNullable();
    t.text('objection');
    t.text('task_result');
    t.bigInteger('task_done_at');
    t.bigInteger('released_at');
    t.text('back_rating');
    t.bigInteger('back_rated_at');
    t.unique(['whistle_key', 'unit_key']);
  });
  await knex.schema.createTable('whistle_rating', (t) => {
    t.specificType('key', types.key).primary();
    t.text('tenant_id').notNullable();
    t.bigInteger('whistle_key').notNullable();
    t.bigInteger('unit_key').notNullable();
    t.text('by').notNullable();
    t.bigInteger('at').notNullable();
    t.specificType('items', types.json).notNullable();
    t.bigInteger('total').notNullable();
    t.text('cause').notNullable();
    t.bigInteger('replaces_key');
    t.index(['whistle_key']);
  });
  await knex.schema.createTable('duty_list_item', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('code').notNullable();
    t.bigInteger('version').notNullable();
    t.text('title').notNullable();
    t.text('category');
    t.text('main_unit_code').notNullable();
    t.specificType('co_unit_codes', types.json).notNullable();
    t.text('legal_basis').notNullable();
    t.text('scope').notNullable();
    t.bigInteger('valid_from').notNullable();
    t.bigInteger('valid_to');
    t.bigInteger('changed_by_request_key');
    t.text('changed_by').notNullable();
    t.unique(['tenant_id', 'code', 'version']);
    t.index(['tenant_id', 'category']);
  });
  await knex.schema.createTable('return_request', (t) => {
    t.specificType('key', types.key).primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('origin').notNullable();
    t.bigInteger('order_key');
    t.bigInteger('whistle_key');
    t.bigInteger('unit_key');
    t.text('cited_item');
    t.bigInteger('proposed_unit_key');
    t.bigInteger('requested_at').notNullable();
    t.bigInteger('window_ends_at');
    t.boolean('corrected').notNullable();
    t.text('rule');
    t.text('opinion');
    t.text('ruling');
    t.bigInteger('ruled_unit_key');
    t.boolean('final').notNullable();
    t.text('ruled_by');
    t.bigInteger('ruled_at');
    t.bigInteger('lost_ms');
    t.text('charged_to');
    t.bigInteger('meeting_at');
    t.bigInteger('postponed').notNullable();
    t.index(['order_key']);
    t.index(['whistle_key']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of ['return_request', 'duty_list_item', 'whistle_rating', 'whistle_unit', 'whistle']) {
    await knex.schema.dropTable(table);
  }
}
