import type { Handler } from '../../domain/process/handler.ts';
import { backInHand, calledOff, toCalled, whistleOf } from './whistle-work.ts';

/** Ends a whistle that was not necessary or not approved; its blower handles the matter alone. */
export const rejectWhistle: Handler = {
  jobType: 'reject-whistle',
  run(input) {
    const row = whistleOf(input);
    const { changes, messages } = calledOff(input, row, 'rejected');
    return {
      variables: { outcome: 'rejected', raisedLevel: null },
      changes: [...changes, ...backInHand(input, row)],
      messages: [...messages, toCalled(row, 'whistle_rejected', row.blowerUnitKey ?? 'response_office')],
      events: [{ type: 'whistle.rejected', key: row.orderKey ?? row.key, detail: { whistleNo: row.whistleNo } }],
    };
  },
};
