import { put, type Handler } from '../../domain/process/handler.ts';
import { sweepPoint } from '../../domain/proactive/proactive-tables.ts';
import { findingOf, missingError } from './finding-work.ts';
import { pointOf } from './sweep-work.ts';

/** Records that all defects of a place are mended. @throws {@link DomainError} ERR_FINDING_EVIDENCE when they are not */
export const repairPlace: Handler = {
  jobType: 'repair-place',
  run(input) {
    const row = findingOf(input);
    if (input.variables['repaired'] !== true) throw missingError(row, { zh: '全部整改完成的确认', en: 'the repair' });
    const done = { doneAt: input.now, doneBy: input.actor.id };
    return { changes: [put(sweepPoint, { ...pointOf(input, row), state: 'repaired', ...done })] };
  },
};
