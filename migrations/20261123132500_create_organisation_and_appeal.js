// @ts-check

/**
 * Organisation units, appeals, work orders and what belongs to them. Instants are milliseconds since the epoch; JSON is kept as text.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  // only `integer` makes the key the row id of SQLite; only `json` takes JSON in PostgreSQL
  const types = knex.client.config.client === 'pg' ? { key: 'bigint', json: 'json' } : { key: 'integer', json: 'text' };
  await knex.schema.createTable('org_unit', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('parent_key');
    t.text('kind').notNullable();
    t.text('code').notNullable();
    t.text('name').notNullable();
    t.text('region_code');
    t.boolean('active').notNullable();
    t.unique(['tenant_id', 'code']);
    t.index(['parent_key']);
  });
  await knex.schema.createTable('number_series', (t) => {
    t.text('id').primary();
    t.bigInteger('revision').notNullable();
    t.bigInteger('last').notNullable();
  });
  await knex.schema.createTable('party', (t) => {
    key(t, types);
    t.text('tenant_id').notNullable();
    t.text('kind').notNullable();
    t.text('name_sealed');
    t.text('phone_sealed');
    t.text('phone_hash');
    t.text('address_sealed');
    t.boolean('anonymous').notNullable();
    t.boolean('confidential').notNullable();
    t.boolean('reply_wanted').notNullable();
    t.index(['tenant_id', 'phone_hash']);
  });
  await knex.schema.createTable('appeal', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('external_no');
    t.text('source').notNullable();
    t.text('type').notNullable();
    t.text('category').notNullable();
    t.text('title').notNullable();
    t.text('content_sealed').notNullable();
    t.text('place_kind').notNullable();
    t.bigInteger('unit_key');
    t.text('object_key');
    t.bigInteger('party_key').notNullable();
    t.bigInteger('occurred_at');
    t.bigInteger('received_at').notNullable();
    t.text('fingerprint').notNullable();
    t.unique(['tenant_id', 'external_no']);
    t.index(['tenant_id', 'received_at']);
    t.index(['party_key']);
  });
  await knex.schema.createTable('work_order', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('order_no').notNullable();
    t.bigInteger('process_instance_key');
    t.text('state').notNullable();
    t.text('level');
    t.bigInteger('limit_amount');
    t.text('limit_unit');
    t.text('limit_basis');
    t.bigInteger('owner_unit_key');
    t.specificType('co_unit_keys', types.json).notNullable();
    t.text('catalogue_entry');
    t.bigInteger('dispatched_at');
    t.bigInteger('due_at');
    t.bigInteger('statutory_due_at');
    t.bigInteger('signed_off_at');
    t.text('signed_off_by');
    t.boolean('sign_off_delegated').notNullable();
    t.bigInteger('signed_at');
    t.bigInteger('first_contact_at');
    t.text('handled_by');
    t.text('is_true');
    t.boolean('beyond_duty').notNullable();
    t.boolean('resolved');
    t.text('unresolved_reason');
    t.text('public_reply');
    t.bigInteger('feedback_at');
    t.bigInteger('extension_count').notNullable();
    t.bigInteger('rework_count').notNullable();
    t.text('repeat_kind');
    t.bigInteger('parent_order_key');
    t.specificType('marks', types.json).notNullable();
    t.boolean('sensitive').notNullable();
    t.boolean('urged').notNullable();
    t.boolean('supervised').notNullable();
    t.boolean('excluded').notNullable();
    t.text('closing_label');
    t.bigInteger('closed_at');
    t.bigInteger('archived_at');
    t.unique(['tenant_id', 'order_no']);
    t.index(['tenant_id', 'state']);
    t.index(['owner_unit_key', 'state']);
  });
  await knex.schema.createTable('recent_matter', (t) => {
    t.text('id').primary();
    t.bigInteger('revision').notNullable();
    t.specificType('appeals', types.json).notNullable();
  });
  await knex.schema.createTable('deadline', (t) => {
    ofOrder(t, types);
    t.text('kind').notNullable();
    t.text('name').notNullable();
    t.bigInteger('start_at').notNullable();
    t.bigInteger('amount').notNullable();
    t.text('unit').notNullable();
    t.text('calendar').notNullable();
    t.bigInteger('due_at').notNullable();
    t.boolean('provisional').notNullable();
    t.text('basis').notNullable();
    t.bigInteger('replaces_key');
    t.bigInteger('created_at').notNullable();
  });
  await knex.schema.createTable('contact_log', (t) => {
    ofOrder(t, types);
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.text('method').notNullable();
    t.boolean('answered').notNullable();
  });
  await knex.schema.createTable('site_check', (t) => {
    ofOrder(t, types);
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.text('finding').notNullable();
    t.boolean('inspection').notNullable();
  });
  await knex.schema.createTable('sub_task', (t) => {
    ofOrder(t, types);
    t.bigInteger('revision').notNullable();
    t.bigInteger('unit_key').notNullable();
    t.bigInteger('created_at').notNullable();
    t.bigInteger('due_at').notNullable();
    t.bigInteger('done_at');
    t.text('result');
  });
  await knex.schema.createTable('callback', (t) => {
    ofOrder(t, types);
    t.bigInteger('round').notNullable();
    t.bigInteger('attempt').notNullable();
    t.text('channel').notNullable();
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.boolean('reached').notNullable();
    t.boolean('contacted');
    t.boolean('resolved');
    t.text('satisfaction').notNullable();
    t.boolean('valid').notNullable();
  });
  await knex.schema.createTable('order_note', (t) => {
    ofOrder(t, types);
    t.text('kind').notNullable();
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.text('text_sealed').notNullable();
  });
  await knex.schema.createTable('attachment', (t) => {
    ofOrder(t, types);
    t.text('kind').notNullable();
    t.text('media_type').notNullable();
    t.bigInteger('bytes').notNullable();
    t.text('checksum').notNullable();
    t.text('storage_key').notNullable();
    t.bigInteger('added_at').notNullable();
    t.text('added_by').notNullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of [
    'attachment',
    'order_note',
    'callback',
    'sub_task',
    'site_check',
    'contact_log',
    'deadline',
    'recent_matter',
    'work_order',
    'appeal',
    'party',
    'number_series',
    'org_unit',
  ]) {
    await knex.schema.dropTable(table);
  }
}

// helpers

/** @param {import('knex').Knex.CreateTableBuilder} t @param {{ key: string }} types */
function key(t, types) {
  t.specificType('key', types.key).primary();
}

/** @param {import('knex').Knex.CreateTableBuilder} t @param {{ key: string }} types */
function ofOrder(t, types) {
  key(t, types);
  t.text('tenant_id').notNullable();
  t.bigInteger('order_key').notNullable();
  t.index(['order_key']);
}
