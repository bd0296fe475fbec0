import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { LEVELS } from '../../domain/appeal/appeal-words.ts';
import { LIMITS, ORDER_LIMIT_UNITS } from '../../domain/reference/limits.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { changed, context, level, oneOfWords, orderOf, ownOrderLimit, text } from '../order-work.ts';

/**
 * Writes level and limit (table D02, unless the township has set the limit of that level) on the order, the hotline's level when that is more urgent; a new fact about an earlier order is
 * linked to it and goes to the same unit (`unitCode`). Regulation art. 13.
 */
export const gradeOrder: Handler = {
  jobType: 'grade-order',
  run(input) {
    const order = orderOf(input);
    const d02 = context(input.variables['d02']);
    const decided = level(d02['level']) ?? 'L3';
    const asked = level(context(input.variables['facts'])['hotlineLevel']);
    const isRaised = asked !== null && LEVELS.indexOf(asked) < LEVELS.indexOf(decided);
    const graded = isRaised ? asked : decided;
    const standard = isRaised ? { ...LIMITS.order.values[graded], basis: '热线派单' } : d02;
    const own = ownOrderLimit(input, graded);
    const isLinked = text(context(input.variables['d09'])['outcome']) === 'linked';
    const earlierKey = context(input.variables['repeat'])['orderKey'];
    const earlier = isLinked && typeof earlierKey === 'number' ? input.rows.find(workOrder, earlierKey) : undefined;
    const unit = earlier?.ownerUnitKey ? input.rows.find(orgUnit, earlier.ownerUnitKey) : undefined;
    return {
      variables: { level: graded, ...(unit?.active && { unitCode: unit.code }) },
      changes: [
        changed(order, {
          level: graded,
          limitAmount: own?.amount ?? (typeof standard['amount'] === 'number' ? standard['amount'] : 7),
          limitUnit: own?.unit ?? oneOfWords('unit', standard['unit'], ORDER_LIMIT_UNITS),
          limitBasis: own?.basis ?? text(standard['basis']),
          ...(earlier && { repeatKind: 'linked', parentOrderKey: earlier.key }),
        }),
      ],
    };
  },
};
