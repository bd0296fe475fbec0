import { put, type Handler } from '../../domain/process/handler.ts';
import { whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { calledUnit, toCalled, whistleOf } from './whistle-work.ts';

/** Records that a unit never came; inspectors are told, and its rating will be nought. Sub-district regulation art. 44. */
export const markAbsent: Handler = {
  jobType: 'mark-absent',
  run(input) {
    const row = whistleOf(input);
    const unit = calledUnit(input, row);
    return {
      changes: [put(whistleUnit, { ...unit, absent: true })],
      messages: [toCalled(row, 'whistle_absent', 'inspector'), toCalled(row, 'whistle_absent', unit.unitKey)],
      events: [
        {
          type: 'whistle.unit-absent',
          key: row.orderKey ?? row.key,
          detail: { whistleNo: row.whistleNo, unitKey: unit.unitKey },
        },
      ],
    };
  },
};
