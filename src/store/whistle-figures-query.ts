import type { Knex } from 'knex';
import { directive } from '../domain/directive/directive-tables.ts';
import type { WhistleFiguresQuery } from '../domain/whistle/whistle-figures-port.ts';
import { whistle, whistleRating, whistleUnit } from '../domain/whistle/whistle-tables.ts';
import { columnsOf, rowOf } from './reading.ts';

/** What whistles and directives of a period made units do, and how it was rated. */
export function createWhistleFiguresQuery(knex: Knex): WhistleFiguresQuery {
  return {
    async read(tenantId, from, to) {
      const published = knex('whistle as w')
        .where('w.tenant_id', tenantId)
        .where('w.published_at', '>=', from)
        .where('w.published_at', '<', to);
      const ofThem = () => published.clone().select('w.key');
      const [whistles, units, ratings, directives] = await Promise.all([
        published.clone().select(columnsOf(knex, whistle, 'w')),
        knex('whistle_unit as t')
          .whereIn('t.whistle_key', ofThem())
          .select(columnsOf(knex, whistleUnit, 't')),
        knex('whistle_rating as t')
          .whereIn('t.whistle_key', ofThem())
          .orderBy('t.key')
          .select(columnsOf(knex, whistleRating, 't')),
        knex('directive as t')
          .where('t.tenant_id', tenantId)
          .where('t.issued_at', '>=', from)
          .where('t.issued_at', '<', to)
          .select(columnsOf(knex, directive, 't')),
      ]);
      const levels = new Map(whistles.map((row) => rowOf(whistle, row)).map(({ key, level }) => [key, level]));
      // a later row replaces an earlier one
      const points = new Map(
        ratings
          .map((row) => rowOf(whistleRating, row))
          .map(({ whistleKey, unitKey, total }) => [`${whistleKey}/${unitKey}`, total]),
      );
      return {
        calls: units
          .map((row) => rowOf(whistleUnit, row))
          .map(({ whistleKey, unitKey, reportDueAt, arrivedAt, absent }) => ({
            unitKey,
            level: levels.get(whistleKey) ?? null,
            reportDueAt,
            arrivedAt,
            absent,
            rating: points.get(`${whistleKey}/${unitKey}`) ?? null,
          })),
        directives: directives.flatMap((row) => rowOf(directive, row).ratings),
      };
    },
  };
}
