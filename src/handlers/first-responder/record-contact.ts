import { contactLog } from '../../domain/appeal/appeal-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { changed, moved, oneOfWords, orderOf } from '../order-work.ts';

/** Logs a contact with the appellant; the first one puts the order in progress. What was said is a note. Regulation art. 15. */
export const recordContact: Handler = {
  jobType: 'record-contact',
  run(input) {
    const order = orderOf(input);
    const first = { firstContactAt: order.firstContactAt ?? input.now };
    return {
      changes: [
        order.state === 'signed' ? moved(order, 'in_progress', first) : changed(order, first),
        put(contactLog, {
          key: input.nextKey(),
          tenantId: input.tenantId,
          orderKey: order.key,
          at: input.now,
          by: input.actor.id,
          method: oneOfWords('contactMethod', input.variables['contactMethod'], ['phone', 'visit', 'sms', 'web']),
          answered: input.variables['contactAnswered'] === true,
        }),
      ],
    };
  },
};
