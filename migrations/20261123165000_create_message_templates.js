// @ts-check

/**
 * A township's own wording of messages; how provisional due dates of tasks and timers were counted.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  const json = knex.client.config.client === 'pg' ? 'json' : 'text';
  await knex.schema.createTable('message_template', (t) => {
    t.text('id').primary();
    t.bigInteger('revision').notNullable();
    t.text('tenant_id').notNullable();
    t.text('name').notNullable();
    t.text('zh').notNullable();
    t.text('en').notNullable();
    t.bigInteger('changed_at').notNullable();
    t.text('changed_by').notNullable();
  });
  for (const table of ['user_task', 'timer']) {
    await knex.schema.alterTable(table, (t) => {
      t.specificType('provisional', json);
    });
    await knex.schema.raw(`create index ${table}_provisional on ${table} ("key") where provisional is not null`);
  }
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  for (const table of ['timer', 'user_task']) {
    await knex.schema.raw(`drop index ${table}_provisional`);
    await knex.schema.alterTable(table, (t) => {
      t.dropColumn('provisional');
    });
  }
  await knex.schema.dropTable('message_template');
}
