import { callback } from '../../domain/appeal/appeal-tables.ts';
import { SATISFACTIONS, type Satisfaction } from '../../domain/appeal/appeal-words.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { requireOthersWork } from '../../domain/appeal/own-work.ts';
import { context, orderOf } from '../order-work.ts';

/**
 * Records an attempt of the township's own callback, and completes `callback` for table D13: attempts so far, reworks so far.
 * An unreached appellant is unrated.
 *
 * @throws {@link DomainError} ERR_OWN_WORK · ERR_OWN_UNIT_WORK when the caller or the caller's unit handled it
 */
export const recordCallback: Handler = {
  jobType: 'record-callback',
  run(input) {
    const order = orderOf(input);
    requireOthersWork(input, order, { zh: '回访', en: 'call back' });
    const said = context(input.variables['callback']);
    const reached = said['reached'] === true;
    const round = order.reworkCount + 1;
    const earlier = input.rows.list(callback, 'byOrder', [order.key]).filter((row) => row.round === round);
    const answers = {
      reached,
      contacted: reached ? said['contacted'] === true : null,
      resolved: reached ? said['resolved'] === true : null,
      satisfaction: reached && isSatisfaction(said['satisfaction']) ? said['satisfaction'] : ('unrated' as const),
    };
    const attempts = earlier.length + 1;
    return {
      variables: {
        callback: {
          ...answers,
          attempts,
          reworks: order.reworkCount,
          reasonable: said['reasonable'] !== false,
          objective: said['objective'] === true,
        },
      },
      changes: [
        put(callback, {
          ...answers,
          key: input.nextKey(),
          tenantId: input.tenantId,
          orderKey: order.key,
          round,
          attempt: attempts,
          channel: 'own_phone',
          at: input.now,
          by: input.actor.id,
          valid: reached,
        }),
      ],
    };
  },
};

// helpers

function isSatisfaction(value: unknown): value is Satisfaction {
  return typeof value === 'string' && Object.hasOwn(SATISFACTIONS, value);
}
