import { put, type Handler } from '../../domain/process/handler.ts';
import { whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { oneOfWords } from '../order-work.ts';
import { calledUnit, requireOwnUnit, whistleOf } from './whistle-work.ts';

/** Records what a unit got done. It stays until the blower lets it go. @throws {@link DomainError} ERR_NOT_OWN_UNIT, ERR_APPEAL_FIELD */
export const finishWhistlePart: Handler = {
  jobType: 'finish-whistle-part',
  run(input) {
    const row = whistleOf(input);
    const unit = calledUnit(input, row);
    requireOwnUnit(input, unit.unitKey, { zh: '反馈处置情况', en: 'report what was done' });
    const taskResult = oneOfWords('partResult', input.variables['partResult'], ['done', 'partly', 'not_done']);
    return {
      changes: [put(whistleUnit, { ...unit, taskResult, taskDoneAt: input.now })],
      events: [
        {
          type: 'whistle.part-done',
          key: row.orderKey ?? row.key,
          detail: { whistleNo: row.whistleNo, unitKey: unit.unitKey, result: taskResult },
        },
      ],
    };
  },
};
