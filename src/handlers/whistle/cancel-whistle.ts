import type { Handler } from '../../domain/process/handler.ts';
import { backInHand, calledOff, whistleOf } from './whistle-work.ts';

/** Calls a whistle off; its units are told and let go. */
export const cancelWhistle: Handler = {
  jobType: 'cancel-whistle',
  run(input) {
    const row = whistleOf(input);
    const { changes, messages } = calledOff(input, row, 'cancelled');
    return {
      variables: { whistleResult: 'cancelled', outcome: 'cancelled', raisedLevel: null },
      changes: [...changes, ...backInHand(input, row)],
      messages,
      events: [{ type: 'whistle.cancelled', key: row.orderKey ?? row.key, detail: { whistleNo: row.whistleNo } }],
    };
  },
};
