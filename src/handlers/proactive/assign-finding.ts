import type { Handler } from '../../domain/process/handler.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { proactiveError } from '../../domain/proactive/proactive-errors.ts';
import { changedFinding, findingOf, findingToStaff } from './finding-work.ts';
import { text, unitByCode } from '../order-work.ts';

/** Gives a finding to the grid that the response office names. @throws {@link DomainError} ERR_GRID_NOT_FOUND */
export const assignFinding: Handler = {
  jobType: 'assign-finding',
  run(input) {
    const row = findingOf(input);
    const code = text(input.variables['gridCode']) ?? '';
    const grid = unitByCode(input, code);
    if (!grid || (grid.kind !== 'grid' && grid.kind !== 'micro_grid'))
      throw proactiveError('ERR_GRID_NOT_FOUND', { grid: code });
    const parent = grid.parentKey === null ? undefined : input.rows.find(orgUnit, grid.parentKey);
    const villageKey = row.unitKey ?? (parent?.kind === 'grid' ? parent.parentKey : (parent?.key ?? null));
    return {
      variables: { gridKey: grid.key, villageKey },
      changes: [changedFinding(row, { gridKey: grid.key, unitKey: villageKey })],
      messages: [findingToStaff(row, 'finding_assigned', grid.key)],
    };
  },
};
