import type { Command } from '../../domain/command.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { dutyShift } from '../../domain/organisation/organisation-tables.ts';
import { requirePlanner } from './organisation-rows.ts';

/** Takes a shift off the roster. @throws DomainError ERR_SHIFT_NOT_FOUND, also when it is over · ERR_ROLE_NOT_HELD */
export const cancelShift: Command<{ readonly shiftKey: number }, Record<string, never>> = {
  type: 'cancel-shift',
  decide(context, { shiftKey }) {
    const { rows, now, actor, record } = context;
    const shift = rows.find(dutyShift, shiftKey);
    if (shift?.tenantId !== actor.tenantId || shift.cancelledAt !== null || shift.endAt <= now)
      throw organisationError('ERR_SHIFT_NOT_FOUND', { shift: shiftKey });
    requirePlanner(context, shift.unitKey);
    rows.put(dutyShift, { ...shift, cancelledAt: now });
    record({ type: 'shift.cancelled', key: shiftKey, detail: { unitKey: shift.unitKey } });
    return {};
  },
};
