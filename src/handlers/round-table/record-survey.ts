import { consultation } from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { consultationOf } from './consultation-work.ts';

/** Records that the place was looked at before a party–mass consultation. What was found is a note. */
export const recordSurvey: Handler = {
  jobType: 'record-survey',
  run(input) {
    return { changes: [put(consultation, { ...consultationOf(input), surveyedAt: input.now })] };
  },
};
