import { contactLog } from '../../domain/appeal/appeal-tables.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { extensionRequest } from '../../domain/side-route/side-route-tables.ts';
import { oneOfWords, orderOf, toAppellant, toHotline } from '../order-work.ts';
import { extensionOf } from '../side-route-work.ts';

/** Records that the appellant was told why it takes longer and until when; the hotline hears of it too. Regulation art. 15. */
export const informExtension: Handler = {
  jobType: 'inform-extension',
  run(input) {
    const order = orderOf(input);
    const row = extensionOf(input, order);
    return {
      changes: [
        put(extensionRequest, { ...row, state: 'informed', informedAt: input.now, closedAt: input.now }),
        put(contactLog, {
          key: input.nextKey(),
          tenantId: input.tenantId,
          orderKey: order.key,
          at: input.now,
          by: input.actor.id,
          method: oneOfWords('contactMethod', input.variables['contactMethod'], ['phone', 'visit', 'sms', 'web']),
          answered: true,
        }),
      ],
      messages: [
        toAppellant(order, 'extended'),
        ...toHotline(input, order, 'ExtensionInformed', { dueAt: formatInstant(order.dueAt ?? input.now) }),
      ],
    };
  },
};
