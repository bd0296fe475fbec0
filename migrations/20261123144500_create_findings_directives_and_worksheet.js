// @ts-check

/**
 * What is handled before anybody complains, directives, and the worksheet 1330. Instants are milliseconds since the epoch; JSON is kept as text.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  // only `integer` makes the key the row id of SQLite; only `json` takes JSON in PostgreSQL
  const isPostgres = knex.client.config.client === 'pg';
  const types = isPostgres ? { key: 'bigint', json: 'json', real: 'double precision' } : SQLITE;
  await knex.schema.createTable('finding', (t) => {
    versioned(t, types);
    t.text('finding_no').notNullable();
    t.bigInteger('process_instance_key');
    t.text('kind').notNullable();
    t.text('state').notNullable();
    t.text('category').notNullable();
    t.text('place_kind').notNullable();
    t.text('title').notNullable();
    t.text('object_key');
    t.text('matter').notNullable();
    t.bigInteger('unit_key');
    t.bigInteger('grid_key');
    t.text('content_sealed').notNullable();
    t.text('place_sealed');
    t.text('area');
    t.boolean('safety').notNullable();
    t.boolean('already_appealed').notNullable();
    t.text('reported_by');
    t.text('contact_sealed');
    t.text('receipt_hash');
    t.bigInteger('reported_at').notNullable();
    t.text('claimed_by');
    t.bigInteger('claimed_at');
    t.text('duplicate_of');
    t.text('public_reply');
    t.bigInteger('replied_at');
    t.bigInteger('closed_at');
    t.specificType('matched_order_keys', types.json).notNullable();
    t.specificType('counted', types.json).notNullable();
    t.unique(['tenant_id', 'finding_no']);
    t.index(['matter']);
    t.index(['receipt_hash']);
  });
  await knex.schema.createTable('finding_photo', (t) => {
    row(t, types);
    t.bigInteger('finding_key').notNullable().index();
    t.text('media_type').notNullable();
    t.text('content_sealed').notNullable();
    t.bigInteger('added_at').notNullable();
    t.text('added_by').notNullable();
  });
  await knex.schema.createTable('sweep_point', (t) => {
    versioned(t, types);
    t.bigInteger('finding_key').notNullable().index();
    t.bigInteger('unit_key').notNullable();
    t.text('state').notNullable();
    t.bigInteger('defects').notNullable();
    t.bigInteger('opened_at').notNullable();
    t.bigInteger('surveyed_at');
    t.text('surveyed_by');
    t.bigInteger('done_at');
    t.text('done_by');
  });
  await knex.schema.createTable('grid_counter', (t) => {
    t.text('id').primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('person').notNullable();
    t.text('month').notNullable();
    t.bigInteger('discover').notNullable();
    t.bigInteger('report').notNullable();
    t.bigInteger('relieve').notNullable();
    t.specificType('evidence', types.json).notNullable();
    t.index(['tenant_id', 'month']);
  });
  await knex.schema.createTable('grid_place', (t) => {
    versioned(t, types);
    t.specificType('latitude', types.real).notNullable();
    t.specificType('longitude', types.real).notNullable();
    t.index(['tenant_id']);
  });
  await knex.schema.createTable('directive', (t) => {
    versioned(t, types);
    t.text('draft_no').notNullable();
    t.text('directive_no');
    t.bigInteger('process_instance_key').notNullable();
    t.text('state').notNullable();
    t.text('source').notNullable();
    t.text('title').notNullable();
    t.text('path').notNullable();
    t.bigInteger('lead_unit_key').notNullable();
    t.specificType('co_unit_keys', types.json).notNullable();
    t.text('guide_leader').notNullable();
    t.specificType('order_keys', types.json).notNullable();
    t.bigInteger('limit_days').notNullable();
    t.bigInteger('issued_at');
    t.text('issued_by');
    t.bigInteger('due_at');
    t.bigInteger('signed_at');
    t.bigInteger('extension_count').notNullable();
    t.bigInteger('urge_count').notNullable();
    t.bigInteger('rework_count').notNullable();
    t.bigInteger('guided_at');
    t.bigInteger('red_listed_at');
    t.bigInteger('interviewed_at');
    t.specificType('ratings', types.json).notNullable();
    t.bigInteger('closed_at');
    t.unique(['tenant_id', 'draft_no']);
    t.unique(['tenant_id', 'directive_no']);
  });
  await knex.schema.createTable('directive_progress', (t) => {
    row(t, types);
    t.bigInteger('directive_key').notNullable().index();
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.bigInteger('percent').notNullable();
    t.text('text').notNullable();
  });
  await knex.schema.createTable('directive_inspection', (t) => {
    row(t, types);
    t.bigInteger('directive_key').notNullable().index();
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.text('result').notNullable();
    t.text('bulletin').notNullable();
  });
  await knex.schema.createTable('worksheet_entry', (t) => {
    versioned(t, types);
    t.bigInteger('process_instance_key').notNullable();
    t.text('task_source').notNullable();
    t.text('screening').notNullable();
    t.text('screening_reason');
    t.bigInteger('screened_at');
    t.text('screened_by');
    t.text('issue_class');
    t.text('target_result');
    t.text('main_content');
    t.text('measures');
    t.text('responsible');
    t.text('claim_leader');
    t.bigInteger('claimed_at');
    t.bigInteger('reported_at').notNullable();
    t.index(['tenant_id']);
  });
  await knex.schema.createTable('order_responsibility', (t) => {
    versioned(t, types);
    t.text('leader').notNullable();
    t.bigInteger('section_key').notNullable();
    t.bigInteger('village_key').notNullable();
    t.specificType('joint_unit_keys', types.json).notNullable();
    t.bigInteger('filled_at').notNullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of [
    'order_responsibility',
    'worksheet_entry',
    'directive_inspection',
    'directive_progress',
    'directive',
    'grid_place',
    'grid_counter',
    'sweep_point',
    'finding_photo',
    'finding',
  ]) {
    await knex.schema.dropTable(table);
  }
}

// helpers

const SQLITE = { key: 'integer', json: 'text', real: 'real' };

/** @param {import('knex').Knex.CreateTableBuilder} t @param {{ key: string }} types */
function row(t, types) {
  t.specificType('key', types.key).primary();
  t.text('tenant_id').notNullable();
}

/** @param {import('knex').Knex.CreateTableBuilder} t @param {{ key: string }} types */
function versioned(t, types) {
  row(t, types);
  t.bigInteger('revision').notNullable();
}
