import { appeal, callback } from '../../domain/appeal/appeal-tables.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { hotlineNoOf } from '../../domain/hotline/hotline.ts';
import { orderOf, setting } from '../order-work.ts';

/**
 * Says who calls back (`caller`): the hotline for orders that it sent, when the township's setting `callback_mode` is `external`; otherwise
 * the township. A result from the hotline is taken in any case. Begins the count of attempts anew. Regulation art. 23.
 */
export const chooseCaller: Handler = {
  jobType: 'choose-caller',
  run(input) {
    const order = orderOf(input);
    const isTheirs = hotlineNoOf(input.rows.find(appeal, order.key)) !== null;
    const attempts = input.rows
      .list(callback, 'byOrder', [order.key])
      .filter(({ round, channel }) => round === order.reworkCount + 1 && channel === 'own_phone').length;
    return {
      variables: {
        caller: isTheirs && setting(input, 'callback_mode') === 'external' ? 'hotline' : 'township',
        callback: { attempts },
      },
    };
  },
};
