import type { Handler } from '../../domain/process/handler.ts';
import { changedFinding, findingOf, findingToStaff } from './finding-work.ts';

/** Notes that a citizen appealed about what is being handled already; the new order's own time runs from its beginning. */
export const matchOrder: Handler = {
  jobType: 'match-order',
  run(input) {
    const row = findingOf(input);
    const key = input.variables['matchedOrderKey'];
    if (typeof key !== 'number' || row.matchedOrderKeys.includes(key)) return {};
    return {
      changes: [changedFinding(row, { matchedOrderKeys: [...row.matchedOrderKeys, key] })],
      messages: [findingToStaff(row, 'finding_matched', 'response_office')],
      events: [{ type: 'finding.matched', key: row.key, detail: { orderKey: key } }],
    };
  },
};
