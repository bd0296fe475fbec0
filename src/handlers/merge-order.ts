import type { Handler } from '../domain/handler.ts';
import { context, moved, orderOf, toAppellant } from './order-work.ts';

/**
 * Merges the order into an earlier one (`repeat.orderKey`) or, by message, into a cluster (`clusterOrderKey`), and tells the appellant
 * how that one stands. Regulation art. 11 ¶3(3).
 */
export const mergeOrder: Handler = {
  jobType: 'merge-order',
  run(input) {
    const order = orderOf(input);
    const cluster = input.variables['clusterOrderKey'];
    const parent = typeof cluster === 'number' ? cluster : context(input.variables['repeat'])['orderKey'];
    return {
      variables: { outcome: 'merged' },
      changes: [
        moved(order, 'merged', {
          repeatKind: typeof cluster === 'number' ? 'cluster' : 'repeat',
          parentOrderKey: typeof parent === 'number' ? parent : null,
          closedAt: input.now,
        }),
      ],
      messages: [toAppellant(order, 'inform_progress')],
    };
  },
};
