import { put, type Handler } from '../../domain/process/handler.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { sweepPoint } from '../../domain/proactive/proactive-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import { findingOf, type Finding } from './finding-work.ts';

/**
 * Lists where to look for the same defect, as the village meeting said (`sweepScope`): the other villages and communities of the township, the
 * grids of the finding's own, or both; each becomes a point with its own state.
 */
export const planSweep: Handler = {
  jobType: 'plan-sweep',
  run(input) {
    const row = findingOf(input);
    const places = input.rows
      .list(orgUnit, 'byTenant', [input.tenantId])
      .filter((unit) => unit.active && isSought(unit, row, input.variables['sweepScope']))
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

// helpers

function isSought(
  { kind, key, parentKey }: RowOf<typeof orgUnit>,
  { unitKey, gridKey }: Finding,
  scope: unknown,
): boolean {
  const isPlace = kind === 'village' || kind === 'community';
  const isOtherPlace = isPlace && key !== unitKey;
  const isOwnGrid = kind === 'grid' && unitKey !== null && parentKey === unitKey && key !== gridKey;
  if (scope === 'village') return isOwnGrid;
  return isOtherPlace || (scope === 'both' && isOwnGrid);
}
