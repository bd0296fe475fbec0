// @ts-check

/**
 * Who may ask: accounts, their sessions, and API keys. Column types as in the first migration.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  const [int, json, bool, strict] = isPostgres
    ? ['bigint', 'json', 'boolean', '']
    : ['integer', 'text', 'integer', ' strict'];

  await knex.schema.raw(`create table account (
    key ${int} primary key,
    revision ${int} not null,
    tenant_id text not null,
    login text not null,
    password_hash text not null,
    display_name text not null,
    roles ${json} not null,
    unit_key ${int},
    active ${bool} not null,
    created_at ${int} not null
  )${strict}`);
  await knex.schema.raw('create unique index account_by_login on account (login)');

  await knex.schema.raw(`create table session (
    id text primary key,
    account_key ${int} not null,
    created_at ${int} not null,
    expires_at ${int} not null
  )${strict}`);
  await knex.schema.raw('create index session_by_account on session (account_key)');

  await knex.schema.raw(`create table api_key (
    key ${int} primary key,
    revision ${int} not null,
    tenant_id text not null,
    name text not null,
    prefix text not null,
    hash text not null,
    scopes ${json} not null,
    roles ${json} not null,
    unit_key ${int},
    created_at ${int} not null,
    created_by text not null,
    revoked_at ${int}
  )${strict}`);
  await knex.schema.raw('create unique index api_key_by_hash on api_key (hash)');
  await knex.schema.raw('create index api_key_by_name on api_key (tenant_id, name)');
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('api_key');
  await knex.schema.dropTable('session');
  await knex.schema.dropTable('account');
}
