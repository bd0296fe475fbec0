// @ts-check

/**
 * Round tables with their agreements, and hand-downs with panels, votes and verdicts. Instants are milliseconds since the epoch; JSON is kept as text.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  // only `integer` makes the key the row id of SQLite; only `json` takes JSON in PostgreSQL
  const types = knex.client.config.client === 'pg' ? { key: 'bigint', json: 'json' } : { key: 'integer', json: 'text' };
  await knex.schema.createTable('consultation', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('consultation_no').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('kind').notNullable();
    t.text('convenor').notNullable();
    t.text('state').notNullable();
    t.text('respondent_absence');
    t.bigInteger('surveyed_at');
    t.bigInteger('sessions').notNullable();
    t.text('refused_by');
    t.bigInteger('opened_at').notNullable();
    t.bigInteger('closed_at');
    t.index(['order_key']);
  });
  await knex.schema.createTable('consultation_invitee', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('consultation_key').notNullable();
    t.text('kind').notNullable();
    t.bigInteger('unit_key');
    t.text('answer');
    t.bigInteger('answered_at');
    t.index(['consultation_key']);
  });
  await knex.schema.createTable('consultation_session', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('consultation_key').notNullable();
    t.bigInteger('number').notNullable();
    t.bigInteger('at').notNullable();
    t.specificType('attended', types.json).notNullable();
    t.boolean('quorate').notNullable();
    t.text('outcome').notNullable();
    t.text('minutes_sealed');
    t.index(['consultation_key']);
  });
  await knex.schema.createTable('resolution_task', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('consultation_key').notNullable();
    t.bigInteger('order_key').notNullable();
    t.bigInteger('unit_key').notNullable();
    t.bigInteger('due_at').notNullable();
    t.bigInteger('done_at');
    t.text('result');
    t.index(['consultation_key']);
  });
  await knex.schema.createTable('agreement', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('consultation_key').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('form').notNullable();
    t.text('terms_sealed');
    t.bigInteger('effective_at').notNullable();
    t.bigInteger('confirmation_due_at').notNullable();
    t.bigInteger('filed_at');
    t.text('court_result');
    t.bigInteger('court_result_at');
    t.bigInteger('performed_at');
    t.bigInteger('voided_at');
    t.index(['order_key']);
    t.index(['consultation_key']);
  });
  await knex.schema.createTable('agreement_instalment', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('agreement_key').notNullable();
    t.bigInteger('number').notNullable();
    t.bigInteger('due_at').notNullable();
    t.bigInteger('amount_fen').notNullable();
    t.bigInteger('paid_at');
    t.index(['agreement_key']);
  });
  await knex.schema.createTable('party_consent', (t) => {
    key(t, types);
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('purpose').notNullable();
    t.boolean('given').notNullable();
    t.text('form').notNullable();
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.index(['order_key']);
  });
  await knex.schema.createTable('hand_down_case', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.bigInteger('village_key').notNullable();
    t.text('state').notNullable();
    t.specificType('facts', types.json).notNullable();
    t.text('legal_basis').notNullable();
    t.text('basis_by').notNullable();
    t.text('judgement').notNullable();
    t.text('method');
    t.text('refusal');
    t.text('signed_by');
    t.bigInteger('signed_at');
    t.bigInteger('informed_at');
    t.bigInteger('round').notNullable();
    t.bigInteger('quorum_failures').notNullable();
    t.specificType('pack', types.json);
    t.specificType('counts', types.json).notNullable();
    t.specificType('verdicts', types.json).notNullable();
    t.bigInteger('objected_at');
    t.bigInteger('calm_visits').notNullable();
    t.bigInteger('overturned_at');
    t.bigInteger('opened_at').notNullable();
    t.bigInteger('closed_at');
    t.index(['order_key']);
  });
  await knex.schema.createTable('panel_candidate', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('village_key').notNullable();
    t.text('category').notNullable();
    t.text('name_sealed').notNullable();
    t.text('phone_hash');
    t.boolean('active').notNullable();
    t.index(['tenant_id', 'village_key']);
  });
  await knex.schema.createTable('panel_recusal', (t) => {
    key(t, types);
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.bigInteger('candidate_key').notNullable();
    t.text('reason').notNullable();
    t.bigInteger('declared_at').notNullable();
    t.text('declared_by').notNullable();
    t.index(['order_key']);
  });
  await knex.schema.createTable('panel_member', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('case_key').notNullable();
    t.bigInteger('round').notNullable();
    t.bigInteger('candidate_key').notNullable();
    t.text('category').notNullable();
    t.text('seat').notNullable();
    t.text('reason');
    t.bigInteger('drawn_at').notNullable();
    t.index(['case_key']);
  });
  await knex.schema.createTable('vote', (t) => {
    key(t, types);
    t.text('tenant_id').notNullable();
    t.bigInteger('case_key').notNullable();
    t.bigInteger('round').notNullable();
    t.text('stage').notNullable();
    t.text('voter_sealed').notNullable();
    t.text('voter_hash').notNullable();
    t.text('choice').notNullable();
    t.index(['case_key']);
  });
  await knex.schema.createTable('publication', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('case_key').notNullable();
    t.bigInteger('order_key').notNullable();
    t.bigInteger('round').notNullable();
    t.text('issue').notNullable();
    t.text('conclusion').notNullable();
    t.bigInteger('from').notNullable();
    t.bigInteger('to').notNullable();
    t.bigInteger('withdrawn_at');
    t.index(['case_key']);
  });
  await knex.schema.createTable('verdict_objection', (t) => {
    key(t, types);
    t.text('tenant_id').notNullable();
    t.bigInteger('case_key').notNullable();
    t.bigInteger('round').notNullable();
    t.bigInteger('at').notNullable();
    t.text('by').notNullable();
    t.text('text_sealed').notNullable();
    t.index(['case_key']);
  });
  await knex.schema.createTable('conversion_record', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('case_key').notNullable();
    t.bigInteger('order_key').notNullable();
    t.text('person').notNullable();
    t.boolean('converted').notNullable();
    t.bigInteger('visits').notNullable();
    t.bigInteger('at').notNullable();
    t.boolean('cancelled').notNullable();
    t.index(['case_key']);
  });
  await knex.schema.createTable('points_entry', (t) => {
    key(t, types);
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.bigInteger('order_key').notNullable();
    t.bigInteger('case_key');
    t.bigInteger('village_key').notNullable();
    t.text('rule').notNullable();
    t.bigInteger('delta').notNullable();
    t.text('state').notNullable();
    t.bigInteger('suggested_at').notNullable();
    t.text('suggested_by').notNullable();
    t.bigInteger('published_until');
    t.text('approved_by');
    t.bigInteger('reverses');
    t.index(['order_key']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of [
    'points_entry',
    'conversion_record',
    'verdict_objection',
    'publication',
    'vote',
    'panel_member',
    'panel_recusal',
    'panel_candidate',
    'hand_down_case',
    'party_consent',
    'agreement_instalment',
    'agreement',
    'resolution_task',
    'consultation_session',
    'consultation_invitee',
    'consultation',
  ]) {
    await knex.schema.dropTable(table);
  }
}

// helpers

/** @param {import('knex').Knex.CreateTableBuilder} t @param {{ key: string }} types */
function key(t, types) {
  t.specificType('key', types.key).primary();
}
