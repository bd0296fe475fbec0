// @ts-check

/**
 * What the followers of a large cluster have yet to be told, and how far that is.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  await knex.schema.alterTable('appeal_cluster', (t) => {
    t.text('telling').index();
    t.bigInteger('told_up_to').notNullable().defaultTo(0);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.alterTable('appeal_cluster', (t) => {
    t.dropIndex('telling');
    t.dropColumn('telling');
    t.dropColumn('told_up_to');
  });
}
