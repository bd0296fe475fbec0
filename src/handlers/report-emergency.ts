import { LEVELS } from '../domain/appeal/appeal-words.ts';
import type { Handler } from '../domain/process/handler.ts';
import { changed, context, level, orderOf } from './order-work.ts';

/** Reports what table D10 found to those it names, at once, and raises the order. Regulation art. 29. */
export const reportEmergency: Handler = {
  jobType: 'report-emergency',
  run(input) {
    const order = orderOf(input);
    const found = input.variables['d10'];
    const flags = (Array.isArray(found) ? found : []).map(context);
    const levels = flags.map((flag) => level(flag['level']));
    const receivers = new Set(flags.flatMap((flag) => (Array.isArray(flag['reportTo']) ? flag['reportTo'] : [])));
    return {
      variables: { alertLevel: LEVELS.find((each) => levels.includes(each)) ?? null },
      changes: [changed(order, { sensitive: true })],
      messages: [
        {
          name: 'EmergencyReported',
          channel: 'duty',
          variables: {
            orderNo: order.orderNo,
            orderKey: order.key,
            flags: flags.map((flag) => flag['flag']),
            to: [...receivers],
          },
        },
      ],
      events: [{ type: 'order.emergency-reported', key: order.key }],
    };
  },
};
