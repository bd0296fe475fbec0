import { dayOf, formatDay, parseDay, startOfDay } from '../../domain/day.ts';
import { returnRequest } from '../../domain/duty-dispute/duty-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { requestOf, toDisputant } from './dispute-work.ts';
import { setting } from '../order-work.ts';

/** Puts a dispute on the agenda of the next monthly meeting, which runs as a process of its own. */
export const escalateDispute: Handler = {
  jobType: 'escalate-dispute',
  run(input) {
    const row = requestOf(input);
    const meetingAt = nextMeeting(input);
    return {
      changes: [put(returnRequest, { ...row, meetingAt })],
      messages: [
        {
          name: 'DutyDisputeEscalated',
          correlationKey: typeof input.variables['orderNo'] === 'string' ? input.variables['orderNo'] : String(row.key),
          variables: {
            requestKey: row.key,
            orderKey: row.orderKey,
            orderNo: input.variables['orderNo'] ?? null,
            meetingAt: formatInstant(meetingAt),
            postponed: 0,
          },
        },
        toDisputant(row, 'dispute_on_agenda', 'district_command'),
      ],
    };
  },
};

/** 09:00 on the next day of the month that the setting `duty_meeting_day` names, after today. */
export function nextMeeting(input: HandlerInput): number {
  const set = setting(input, 'duty_meeting_day');
  const dayOfMonth = String(typeof set === 'number' ? set : 15).padStart(2, '0');
  const today = dayOf(input.now);
  for (let day = today + 1; ; day += 1) {
    if (formatDay(day).endsWith(`-${dayOfMonth}`)) return startOfDay(parseDay(formatDay(day)) ?? day) + 9 * 3_600_000;
  }
}
