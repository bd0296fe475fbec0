import type { Command } from '../../domain/command.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { proactiveError } from '../../domain/proactive/proactive-errors.ts';
import { gridPlace } from '../../domain/proactive/proactive-tables.ts';

export interface PlaceGrid {
  readonly gridKey: number;
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Says where the middle of a grid is, so that photos find their grid.
 *
 * @throws DomainError ERR_GRID_NOT_FOUND · ERR_PLACE_OUTSIDE
 */
export const placeGrid: Command<PlaceGrid, Record<string, never>> = {
  type: 'place-grid',
  prefetch: ({ gridKey }) => [
    { table: orgUnit, key: gridKey },
    { table: gridPlace, key: gridKey },
  ],
  decide({ rows, actor, record }, { gridKey, latitude, longitude }) {
    const unit = rows.find(orgUnit, gridKey);
    const isGrid = unit?.kind === 'grid' || unit?.kind === 'micro_grid';
    if (unit?.tenantId !== actor.tenantId || !isGrid) throw proactiveError('ERR_GRID_NOT_FOUND', { grid: gridKey });
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
      throw proactiveError('ERR_PLACE_OUTSIDE', { latitude, longitude });
    const row = rows.find(gridPlace, gridKey);
    rows.put(gridPlace, { revision: 0, ...row, key: gridKey, tenantId: actor.tenantId, latitude, longitude });
    record({ type: 'grid.placed', key: gridKey });
    return {};
  },
};
