import type { Handler } from '../../domain/process/handler.ts';
import { oneOfWords } from '../order-work.ts';
import { calledUnit, toCalled, whistleOf } from './whistle-work.ts';

/**
 * Says that a unit is late: header `kind` is `sign`, `contact`, `report` or, for the whole whistle, `finish`; inspectors hear of it as well. Of
 * an `approval` that is late the leaders on duty hear.
 */
export const warnWhistle: Handler = {
  jobType: 'warn-whistle',
  run(input) {
    const row = whistleOf(input);
    const kind = oneOfWords('kind', input.headers['kind'], ['sign', 'contact', 'report', 'finish', 'approval']);
    const template = `whistle_${kind}_overdue`;
    const event = (unitKey?: number) => ({
      type: 'whistle.overdue',
      key: row.orderKey ?? row.key,
      detail: { whistleNo: row.whistleNo, kind, ...(unitKey !== undefined && { unitKey }) },
    });
    if (kind === 'finish') return { messages: [toCalled(row, template, 'inspector')], events: [event()] };
    if (kind === 'approval') {
      const leaders = ['party_secretary', 'deputy_leader'];
      return { messages: leaders.map((to) => toCalled(row, template, to)), events: [event()] };
    }
    const unit = calledUnit(input, row);
    if (kind === 'contact' && unit.contactAt !== null) return {};
    const told = [toCalled(row, template, unit.unitKey)];
    return {
      messages: kind === 'contact' ? told : [...told, toCalled(row, template, 'inspector')],
      events: [event(unit.unitKey)],
    };
  },
};
