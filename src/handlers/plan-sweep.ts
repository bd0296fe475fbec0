import { put, type Handler } from '../domain/handler.ts';
import { orgUnit } from '../domain/organisation-tables.ts';
import { sweepPoint } from '../domain/proactive-tables.ts';
import { findingOf } from './finding-work.ts';

/** Lists the other villages and communities of the township for a sweep; each becomes a point with its own state. */
export const planSweep: Handler = {
  jobType: 'plan-sweep',
  run(input) {
    const row = findingOf(input);
    const places = input.rows
      .list(orgUnit, 'byTenant', [input.tenantId])
      .filter(({ kind, active, key }) => active && key !== row.unitKey && (kind === 'village' || kind === 'community'))
      .map(({ key }) => key);
    return {
      variables: { sweepPlaces: places },
      changes: places.map((unitKey) =>
        put(sweepPoint, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          findingKey: row.key,
          unitKey,
          state: 'to_survey',
          defects: 0,
          openedAt: input.now,
          surveyedAt: null,
          surveyedBy: null,
          doneAt: null,
          doneBy: null,
        }),
      ),
      events: [{ type: 'sweep.planned', key: row.key, detail: { places: places.length } }],
    };
  },
};
