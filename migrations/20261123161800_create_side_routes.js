// @ts-check

/**
 * Extensions, suspensions, the three steps of a homestead dispute, and the daily lines; who allowed a later deadline, and why.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  // only `integer` makes the key the row id of SQLite; only `json` takes JSON in PostgreSQL
  const isPostgres = knex.client.config.client === 'pg';
  const types = isPostgres ? { key: 'bigint', json: 'json' } : { key: 'integer', json: 'text' };
  await knex.schema.alterTable('deadline', (t) => {
    t.text('reason');
    t.text('approved_by');
  });
  await knex.schema.createTable('extension_request', (t) => {
    versioned(t, types);
    t.bigInteger('order_key').notNullable().index();
    t.text('reason').notNullable();
    t.text('basis').notNullable();
    t.boolean('evidence').notNullable();
    t.bigInteger('asked_amount').notNullable();
    t.bigInteger('left_percent').notNullable();
    t.text('requested_by').notNullable();
    t.bigInteger('requested_at').notNullable();
    t.text('state').notNullable();
    t.text('ruled_by');
    t.bigInteger('ruled_at');
    t.bigInteger('granted_amount');
    t.bigInteger('deadline_key');
    t.bigInteger('replaced_key');
    t.bigInteger('informed_at');
    t.bigInteger('closed_at');
  });
  await knex.schema.createTable('suspension', (t) => {
    versioned(t, types);
    t.bigInteger('order_key').notNullable().index();
    t.text('reason').notNullable();
    t.text('plan').notNullable();
    t.text('reply').notNullable();
    t.text('expected_on').notNullable();
    t.text('requested_by').notNullable();
    t.bigInteger('requested_at').notNullable();
    t.text('state').notNullable();
    t.text('agreed_by');
    t.bigInteger('agreed_at');
    t.text('approved_by');
    t.bigInteger('approved_at');
    t.bigInteger('reviews').notNullable();
    t.bigInteger('reviewed_at');
    t.bigInteger('closed_at');
  });
  await knex.schema.createTable('homestead_mediation', (t) => {
    versioned(t, types);
    t.bigInteger('order_key').notNullable().index();
    t.text('state').notNullable();
    t.text('reminder');
    t.bigInteger('reminded_at');
    t.text('reminded_by');
    t.bigInteger('visits').notNullable();
    t.text('refused_by');
    t.text('agreement_form');
    t.bigInteger('agreed_at');
    t.bigInteger('opened_at').notNullable();
    t.bigInteger('closed_at');
  });
  await knex.schema.createTable('homestead_visit', (t) => {
    row(t, types);
    t.bigInteger('order_key').notNullable();
    t.bigInteger('mediation_key').notNullable().index();
    t.bigInteger('number').notNullable();
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.specificType('visitors', types.json).notNullable();
    t.text('outcome').notNullable();
  });
  await knex.schema.createTable('daily_line', (t) => {
    t.text('id').primary();
    t.text('tenant_id').notNullable();
    t.text('date').notNullable();
    t.bigInteger('order_key').notNullable().index();
    t.text('order_no').notNullable();
    t.text('state').notNullable();
    t.text('level');
    t.bigInteger('owner_unit_key');
    t.bigInteger('due_at');
    t.boolean('overdue').notNullable();
    t.boolean('urged').notNullable();
    t.boolean('supervised').notNullable();
    t.bigInteger('written_at').notNullable();
    t.index(['tenant_id', 'date']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of ['daily_line', 'homestead_visit', 'homestead_mediation', 'suspension', 'extension_request']) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('deadline', (t) => {
    t.dropColumn('reason');
    t.dropColumn('approved_by');
  });
}

// helpers

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
