import type { Handler } from '../../domain/process/handler.ts';
import { moved, orderOf } from '../order-work.ts';

/** Marks that a drawn order is being verified, when the inspector's task is created. */
export const beginInspection: Handler = {
  jobType: 'begin-inspection',
  run: (input) => ({ changes: [moved(orderOf(input), 'verifying')] }),
};
