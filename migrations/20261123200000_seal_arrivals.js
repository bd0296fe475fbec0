// @ts-check

/**
 * Where a called unit came is kept exact and sealed instead of rounded and in clear. What was kept so far is given up: only the program has the
 * key to seal it, and it is personal data that need not be kept.
 *
 * @param {import('knex').Knex} knex
 */
export async function up(knex) {
  await knex.schema.alterTable('whistle_unit', (t) => {
    t.dropColumn('arrived_lat');
    t.dropColumn('arrived_lon');
    t.text('arrived_place_sealed');
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  const real = knex.client.config.client === 'pg' ? 'double precision' : 'real';
  await knex.schema.alterTable('whistle_unit', (t) => {
    t.dropColumn('arrived_place_sealed');
    t.specificType('arrived_lat', real);
    t.specificType('arrived_lon', real);
  });
}
