// @ts-check

/**
 * The process host: definitions, instances, what they wait for, and what the engine room has learned.
 *
 * Written as SQL that both databases understand, because the column types matter: `integer primary key` is the row id itself in SQLite
 * (any other spelling costs a second index), and `json` keeps the text as written in PostgreSQL (`jsonb` would reorder it).
 * There are no foreign keys: rows are written in bulk, table by table, and removed by retention.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  const [int, json, bool, strict] = isPostgres
    ? ['bigint', 'json', 'boolean', '']
    : ['integer', 'text', 'integer', ' strict'];
  const generated = isPostgres ? 'bigint generated always as identity' : 'integer';

  await create('key_allocation', [`id ${int} primary key`, `next_key ${int} not null`]);
  await knex('key_allocation').insert({ id: 1, next_key: 1 });

  await create('deployment', [
    `key ${int} primary key`,
    'tenant_id text not null',
    'name text not null',
    `deployed_at ${int} not null`,
    'deployed_by text not null',
  ]);
  await create('resource', [
    `key ${int} primary key`,
    `deployment_key ${int} not null`,
    'tenant_id text not null',
    'name text not null',
    'content text not null',
    'checksum text not null',
  ]);
  await index('resource', 'by_deployment', 'deployment_key');

  await create('process_definition', [
    `key ${int} primary key`,
    'tenant_id text not null',
    'process_id text not null',
    `version ${int} not null`,
    'version_tag text',
    'name text',
    `deployment_key ${int} not null`,
    `resource_key ${int} not null`,
    `deployed_at ${int} not null`,
  ]);
  await unique('process_definition', 'by_process_id', 'tenant_id, process_id, version');
  await index('process_definition', 'by_deployment', 'deployment_key');

  await create('decision_definition', [
    `key ${int} primary key`,
    'tenant_id text not null',
    'decision_id text not null',
    `version ${int} not null`,
    'name text',
    `deployment_key ${int} not null`,
    `resource_key ${int} not null`,
    `deployed_at ${int} not null`,
  ]);
  await unique('decision_definition', 'by_decision_id', 'tenant_id, decision_id, version');
  await index('decision_definition', 'by_deployment', 'deployment_key');

  await create('form_definition', [
    `key ${int} primary key`,
    'tenant_id text not null',
    'form_id text not null',
    `version ${int} not null`,
    `deployment_key ${int} not null`,
    `resource_key ${int} not null`,
    `deployed_at ${int} not null`,
  ]);
  await unique('form_definition', 'by_form_id', 'tenant_id, form_id, version');
  await index('form_definition', 'by_deployment', 'deployment_key');

  await create('process_instance', [
    `key ${int} primary key`,
    `revision ${int} not null`,
    'tenant_id text not null',
    `process_definition_key ${int} not null`,
    'business_key text',
    'state text not null',
    `parent_process_instance_key ${int}`,
    `parent_element_instance_key ${int}`,
    `root_process_instance_key ${int} not null`,
    `tree ${json}`,
    `variables ${json} not null`,
    `has_incident ${bool} not null`,
    `started_at ${int} not null`,
    `ended_at ${int}`,
  ]);
  await index(
    'process_instance',
    'by_parent',
    'parent_process_instance_key',
    'parent_process_instance_key is not null',
  );
  await index('process_instance', 'by_business_key', 'tenant_id, business_key', 'business_key is not null');
  await index('process_instance', 'by_definition', 'process_definition_key, state');

  await create('user_task', [
    `key ${int} primary key`,
    `revision ${int} not null`,
    'tenant_id text not null',
    `process_instance_key ${int} not null`,
    `process_definition_key ${int} not null`,
    'element_id text not null',
    `element_instance_key ${int} not null`,
    'name text',
    'state text not null',
    'assignee text',
    `candidate_groups ${json} not null`,
    `candidate_users ${json} not null`,
    'form_id text',
    `priority ${int} not null`,
    `due_at ${int}`,
    `follow_up_at ${int}`,
    `variables ${json}`,
    `created_at ${int} not null`,
    `ended_at ${int}`,
  ]);
  await index('user_task', 'by_process_instance', 'process_instance_key');
  await index('user_task', 'open_by_assignee', 'tenant_id, assignee', "state = 'CREATED'");
  await index('user_task', 'open_by_due', 'tenant_id, due_at', "state = 'CREATED'");

  await create('job', [
    `key ${int} primary key`,
    `revision ${int} not null`,
    'tenant_id text not null',
    'type text not null',
    `process_instance_key ${int} not null`,
    `process_definition_key ${int} not null`,
    'element_id text not null',
    `element_instance_key ${int} not null`,
    'state text not null',
    `retries ${int} not null`,
    `headers ${json} not null`,
    `variables ${json}`,
    'worker text',
    `locked_until ${int}`,
    `due_at ${int} not null`,
    'error_message text',
    `created_at ${int} not null`,
    `ended_at ${int}`,
  ]);
  await index('job', 'by_process_instance', 'process_instance_key');
  await index('job', 'by_type', 'tenant_id, type, state, due_at');

  await create('timer', [
    `key ${int} primary key`,
    `revision ${int} not null`,
    'tenant_id text not null',
    `process_instance_key ${int}`,
    `process_definition_key ${int} not null`,
    `element_instance_key ${int}`,
    'element_id text not null',
    `due_at ${int} not null`,
    `repetitions_left ${int} not null`,
    'interval text',
  ]);
  await index('timer', 'by_due', 'due_at');
  await index('timer', 'by_process_instance', 'process_instance_key');
  await index('timer', 'by_definition', 'process_definition_key, process_instance_key');

  await create('subscription', [
    `key ${int} primary key`,
    'tenant_id text not null',
    'kind text not null',
    'name text not null',
    'correlation_key text not null',
    `process_instance_key ${int}`,
    `process_definition_key ${int} not null`,
    `element_instance_key ${int}`,
    'element_id text not null',
    `created_at ${int} not null`,
  ]);
  await index('subscription', 'by_name', 'tenant_id, kind, name, correlation_key');
  await index('subscription', 'by_process_instance', 'process_instance_key');
  await index('subscription', 'by_definition', 'process_definition_key, process_instance_key');

  await create('message', [
    `key ${int} primary key`,
    'tenant_id text not null',
    'name text not null',
    'correlation_key text not null',
    'message_id text',
    `variables ${json} not null`,
    `published_at ${int} not null`,
    `expires_at ${int} not null`,
  ]);
  await index('message', 'by_name', 'tenant_id, name, correlation_key');
  await index('message', 'by_expiry', 'expires_at');

  await create('incident', [
    `key ${int} primary key`,
    `revision ${int} not null`,
    'tenant_id text not null',
    `process_instance_key ${int} not null`,
    `process_definition_key ${int} not null`,
    'element_id text not null',
    `element_instance_key ${int} not null`,
    `job_key ${int}`,
    'type text not null',
    'message text not null',
    `created_at ${int} not null`,
    `resolved_at ${int}`,
  ]);
  await index('incident', 'by_process_instance', 'process_instance_key');
  await index('incident', 'open', 'tenant_id, created_at', 'resolved_at is null');

  await create('outbox_entry', [
    `key ${int} primary key`,
    `revision ${int} not null`,
    'tenant_id text not null',
    'channel text not null',
    'topic text not null',
    `payload ${json} not null`,
    `created_at ${int} not null`,
    `due_at ${int} not null`,
    `attempts ${int} not null`,
    `locked_until ${int}`,
    `delivered_at ${int}`,
    'last_error text',
  ]);
  await index('outbox_entry', 'undelivered', 'due_at', 'delivered_at is null');

  await create('idempotency', [
    'id text primary key',
    'request_hash text not null',
    `answer ${json} not null`,
    `created_at ${int} not null`,
  ]);
  await index('idempotency', 'by_age', 'created_at');

  await create('audit_entry', [
    `key ${int} primary key`,
    'chain text not null',
    `sequence ${int} not null`,
    'tenant_id text not null',
    `at ${int} not null`,
    'actor text not null',
    'command text not null',
    `process_instance_key ${int}`,
    `subject_key ${int}`,
    `events ${json} not null`,
    'previous_hash text not null',
    'hash text not null',
  ]);
  await unique('audit_entry', 'by_sequence', 'chain, sequence');
  await index('audit_entry', 'by_process_instance', 'process_instance_key', 'process_instance_key is not null');
  await index('audit_entry', 'by_subject', 'subject_key', 'subject_key is not null');

  await create('engine_state', [
    `id ${generated} primary key`,
    `process_definition_key ${int} not null`,
    'unit text not null',
    'hash text not null',
    'content text not null',
    `slots ${json} not null`,
    'engine_version text not null',
  ]);
  await unique('engine_state', 'by_hash', 'process_definition_key, unit, hash');

  await create('engine_step', [
    'key text primary key',
    `process_definition_key ${int} not null`,
    'unit text not null',
    `state ${int}`,
    'at text',
    `answers ${json} not null`,
    `outcome ${json} not null`,
    'engine_version text not null',
  ]);
  await index('engine_step', 'by_definition', 'process_definition_key, engine_version');

  /** @param {string} table @param {readonly string[]} columns */
  async function create(table, columns) {
    await knex.schema.raw(`create table ${table} (${columns.join(', ')})${strict}`);
  }
  /** @param {string} table @param {string} name @param {string} columns @param {string} [where] */
  async function index(table, name, columns, where) {
    await knex.schema.raw(`create index ${table}_${name} on ${table} (${columns})${where ? ` where ${where}` : ''}`);
  }
  /** @param {string} table @param {string} name @param {string} columns */
  async function unique(table, name, columns) {
    await knex.schema.raw(`create unique index ${table}_${name} on ${table} (${columns})`);
  }
}

/** Refuses: the first step has nothing to go back to, and dropping these tables would destroy every case. */
export async function down() {
  throw new Error('the first migration cannot be undone; restore a backup instead');
}
