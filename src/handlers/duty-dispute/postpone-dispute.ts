import { returnRequest } from '../../domain/duty-dispute/duty-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { requestOf } from './dispute-work.ts';
import { nextMeeting } from './escalate-dispute.ts';

/** Puts a dispute off to the next monthly meeting. */
export const postponeDispute: Handler = {
  jobType: 'postpone-dispute',
  run(input) {
    const row = requestOf(input);
    const meetingAt = nextMeeting(input);
    const postponed = row.postponed + 1;
    return {
      variables: { postponed, meetingAt: formatInstant(meetingAt) },
      changes: [put(returnRequest, { ...row, postponed, meetingAt })],
    };
  },
};
