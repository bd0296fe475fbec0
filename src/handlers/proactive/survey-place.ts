import { put, type Handler } from '../../domain/process/handler.ts';
import { sweepPoint } from '../../domain/proactive/proactive-tables.ts';
import { findingOf, missingError, requireUnit } from './finding-work.ts';
import { oneOfWords } from '../order-work.ts';
import { pointOf } from './sweep-work.ts';

/**
 * Records what a village found when it looked for the same defect.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD · ERR_FINDING_UNIT · ERR_FINDING_EVIDENCE when defects were found but not counted
 */
export const surveyPlace: Handler = {
  jobType: 'survey-place',
  run(input) {
    const row = findingOf(input);
    const point = pointOf(input, row);
    requireUnit(input, row, point.unitKey, { zh: '排查该村', en: 'survey that place' });
    const result = oneOfWords('surveyResult', input.variables['surveyResult'], ['clear', 'found', 'outside']);
    const { defects } = input.variables;
    const counted = typeof defects === 'number' && Number.isInteger(defects) && defects > 0 ? defects : 0;
    if (result === 'found' && counted === 0) throw missingError(row, { zh: '问题处数', en: 'the number of defects' });
    return {
      changes: [
        put(sweepPoint, {
          ...point,
          state: result === 'clear' ? 'clear' : 'found',
          defects: result === 'clear' ? 0 : counted,
          surveyedAt: input.now,
          surveyedBy: input.actor.id,
          ...(result === 'clear' && { doneAt: input.now, doneBy: input.actor.id }),
        }),
      ],
    };
  },
};
