import { handDownError } from '../domain/hand-down-errors.ts';
import { handDownCase, pointsEntry } from '../domain/hand-down-tables.ts';
import { put, type Handler } from '../domain/handler.ts';
import { limitEnd } from './consultation-work.ts';
import { handDownOf } from './hand-down-work.ts';
import { context, orderOf, text } from './order-work.ts';

/**
 * Writes the points that table D19 gives down as a suggestion, published for objection before anybody approves it. Only a breach of village
 * rules that the panel found may cost points, whatever the table says.
 *
 * @throws {@link DomainError} ERR_POINTS_FOR_APPEALING
 * @see Regulation art. 8, Personal Information Protection Law art. 24
 */
export const postPoints: Handler = {
  jobType: 'post-points',
  run(input) {
    const order = orderOf(input);
    const kase = handDownOf(input);
    const { points } = context(input.variables['d19']);
    const delta = typeof points === 'number' && Number.isInteger(points) ? points : 0;
    const rule = text(context(input.variables['points'])['reason']) ?? 'none';
    const breach = rule === 'breach' && context(input.variables['finding'])['breach'] === true;
    if (delta < 0 && !breach) throw handDownError('ERR_POINTS_FOR_APPEALING');
    return {
      changes: [
        put(handDownCase, { ...kase, state: 'calming' }),
        ...(delta === 0
          ? []
          : [
              put(pointsEntry, {
                key: input.nextKey(),
                revision: 0,
                tenantId: input.tenantId,
                orderKey: order.key,
                caseKey: kase.key,
                villageKey: kase.villageKey,
                rule,
                delta,
                state: 'suggested',
                suggestedAt: input.now,
                suggestedBy: input.actor.id,
                publishedUntil: limitEnd(input, 'points_publication'),
                approvedBy: null,
                reverses: null,
              }),
            ]),
      ],
    };
  },
};
