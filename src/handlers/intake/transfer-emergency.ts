import type { Handler } from '../../domain/process/handler.ts';
import { moved, orderOf, toAppellant } from '../order-work.ts';

/** Hands the matter to 110, 119, 120 or 122 at once. Regulation arts. 2 and 11 ¶3(1). */
export const transferEmergency: Handler = {
  jobType: 'transfer-emergency',
  run(input) {
    const order = orderOf(input);
    return {
      variables: { outcome: 'transferred_emergency' },
      changes: [moved(order, 'transferred_emergency', { sensitive: true, closedAt: input.now })],
      messages: [
        {
          name: 'EmergencyReported',
          channel: 'duty',
          variables: { orderNo: order.orderNo, orderKey: order.key, to: ['110/119/120/122'] },
        },
        toAppellant(order, 'transfer_emergency'),
      ],
    };
  },
};
