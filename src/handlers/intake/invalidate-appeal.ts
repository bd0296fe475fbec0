import type { Handler } from '../../domain/process/handler.ts';
import { moved, orderOf } from '../order-work.ts';

/** Gives up an appeal whose key facts never came. */
export const invalidateAppeal: Handler = {
  jobType: 'invalidate-appeal',
  run(input) {
    return { changes: [moved(orderOf(input), 'invalid', { closedAt: input.now })], variables: { outcome: 'invalid' } };
  },
};
