// @ts-check

/**
 * Whose points an entry is: by person, so that one person's points can be added up over several cases.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  await knex.schema.alterTable('points_entry', (t) => {
    t.text('person');
    t.index(['tenant_id', 'person']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.alterTable('points_entry', (t) => {
    t.dropIndex(['tenant_id', 'person']);
    t.dropColumn('person');
  });
}
