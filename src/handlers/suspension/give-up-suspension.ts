import { put, type Handler } from '../../domain/process/handler.ts';
import { suspension } from '../../domain/side-route/side-route-tables.ts';
import { context, moved, oneOfWords, orderOf } from '../order-work.ts';
import { expectedDay } from './request-suspension.ts';
import { suspensionOf } from '../side-route-work.ts';

/**
 * Records a review of a suspended order, with a new expected date when there is one. When it is given up as unresolved: an order whose result
 * was not given yet goes back to work, to give that as its result; one whose result was given stays as it is, to be closed unresolved.
 *
 * @throws {@link DomainError} ERR_SUSPENSION_NOT_FOUND, ERR_APPEAL_FIELD
 */
export const giveUpSuspension: Handler = {
  jobType: 'give-up-suspension',
  run(input) {
    const order = orderOf(input);
    const row = suspensionOf(input, order);
    const result = oneOfWords('suspension', input.variables['suspension'], ['continued', 'resumed', 'unresolved']);
    const { expectedOn } = context(input.variables['hold']);
    const reviewed = { ...row, reviews: row.reviews + 1, reviewedAt: input.now };
    const event = { type: 'suspension.reviewed', key: order.key, detail: { result } };
    if (result === 'unresolved') {
      const goesOn = order.state === 'suspended' && order.feedbackAt === null;
      return {
        changes: [
          put(suspension, { ...reviewed, state: 'unresolved', closedAt: input.now }),
          ...(goesOn ? [moved(order, 'in_progress')] : []),
        ],
        events: [event],
      };
    }
    const isNew = result === 'continued' && typeof expectedOn === 'string' && expectedOn !== row.expectedOn;
    return {
      changes: [
        put(suspension, {
          ...reviewed,
          ...(isNew && { expectedOn: expectedDay('hold.expectedOn', expectedOn, input.now) }),
        }),
      ],
      events: [event],
    };
  },
};
