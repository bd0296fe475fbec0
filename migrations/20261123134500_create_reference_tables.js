// @ts-check

/**
 * What administrators tune: official calendars, a township's own days, limits and settings. Column types as in the first migration.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  const [int, json, real, strict] = isPostgres
    ? ['bigint', 'json', 'double precision', '']
    : ['integer', 'text', 'real', ' strict'];

  await knex.schema.raw(`create table calendar_year (
    year ${int} primary key,
    revision ${int} not null,
    notice text not null,
    holidays ${json} not null,
    adjusted_workdays ${json} not null,
    loaded_at ${int} not null,
    loaded_by text not null
  )${strict}`);

  await knex.schema.raw(`create table calendar_day (
    id text primary key,
    revision ${int} not null,
    tenant_id text not null,
    date text not null,
    kind text not null,
    note text not null,
    changed_at ${int} not null,
    changed_by text not null
  )${strict}`);

  await knex.schema.raw(`create table limit_value (
    id text primary key,
    revision ${int} not null,
    tenant_id text not null,
    name text not null,
    level text not null,
    amount ${real} not null,
    unit text not null,
    calendar text not null,
    changed_at ${int} not null,
    changed_by text not null
  )${strict}`);

  await knex.schema.raw(`create table setting_value (
    id text primary key,
    revision ${int} not null,
    tenant_id text not null,
    name text not null,
    value ${json} not null,
    changed_at ${int} not null,
    changed_by text not null
  )${strict}`);
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of ['setting_value', 'limit_value', 'calendar_day', 'calendar_year']) {
    await knex.schema.dropTable(table);
  }
}
