// @ts-check

/**
 * What an incident says in Chinese, beside the English of the engine API; null for those from before.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  await knex.schema.alterTable('incident', (t) => {
    t.text('message_zh');
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.alterTable('incident', (t) => {
    t.dropColumn('message_zh');
  });
}
