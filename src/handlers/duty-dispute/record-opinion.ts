import { returnRequest } from '../../domain/duty-dispute/duty-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { requestOf } from './dispute-work.ts';
import { oneOfWords } from '../order-work.ts';
import { requireOwnUnit } from '../whistle/whistle-work.ts';

/** Keeps what the proposed unit says of it. @throws {@link DomainError} ERR_NOT_OWN_UNIT, ERR_APPEAL_FIELD */
export const recordOpinion: Handler = {
  jobType: 'record-opinion',
  run(input) {
    const row = requestOf(input);
    if (row.proposedUnitKey !== null) requireOwnUnit(input, row.proposedUnitKey, { zh: '答复', en: 'answer' });
    const opinion = oneOfWords('opinion', input.variables['opinion'], ['agree', 'refuse']);
    return { changes: [put(returnRequest, { ...row, opinion })] };
  },
};
