// @ts-check

/**
 * Progress of a directive may be kept for the units; what was published before stays public.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  await knex.schema.alterTable('directive_progress', (t) => {
    t.boolean('is_public').notNullable().defaultTo(true);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.alterTable('directive_progress', (t) => {
    t.dropColumn('is_public');
  });
}
