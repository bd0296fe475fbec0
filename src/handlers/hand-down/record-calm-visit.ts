import { handDownCase } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { limitEnd } from '../round-table/consultation-work.ts';
import { handDownOf } from './hand-down-work.ts';
import { oneOfWords, setting } from '../order-work.ts';

/** Records a calming visit, and whether there is time and patience for another one. */
export const recordCalmVisit: Handler = {
  jobType: 'record-calm-visit',
  run(input) {
    const kase = handDownOf(input);
    const calm = oneOfWords('calm', input.variables['calm'], ['understood', 'not_yet']);
    const calmVisits = kase.calmVisits + 1;
    const { conversionEndsAt } = input.variables;
    const end = typeof conversionEndsAt === 'number' ? conversionEndsAt : limitEnd(input, 'conversion_window');
    const isLast = calmVisits >= Number(setting(input, 'max_calm_visits')) || limitEnd(input, 'calm_interval') > end;
    return {
      variables: { conversionEndsAt: end, calmAgain: calm === 'not_yet' && !isLast },
      changes: [put(handDownCase, { ...kase, calmVisits })],
    };
  },
};
