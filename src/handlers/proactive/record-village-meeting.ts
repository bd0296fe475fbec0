import { fieldError } from '../../domain/field-error.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { findingOf, requireUnit } from './finding-work.ts';
import { context, oneOfWords } from '../order-work.ts';

/**
 * Records where the village wants to have the same defect looked for; sets `sweepScope`.
 *
 * @throws {@link DomainError} ERR_FINDING_UNIT · ERR_APPEAL_FIELD
 */
export const recordVillageMeeting: Handler = {
  jobType: 'record-village-meeting',
  run(input) {
    const row = findingOf(input);
    if (row.unitKey !== null)
      requireUnit(input, row, row.unitKey, { zh: '召集村级议事', en: 'call the village meeting' });
    const { attending, scope } = context(input.variables['meeting']);
    if (typeof attending !== 'number' || !Number.isInteger(attending) || attending < 1)
      throw fieldError(
        'meeting.attending',
        { zh: '1 以上的整数', en: 'a whole number from 1' },
        { zh: String(attending), en: String(attending) },
      );
    const sweepScope = oneOfWords('meeting.scope', scope, ['township', 'village', 'both']);
    return {
      variables: { sweepScope },
      events: [{ type: 'sweep.meeting-held', key: row.key, detail: { attending, scope: sweepScope } }],
    };
  },
};
