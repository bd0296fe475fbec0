import { handDownCase, vote } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { countVotes, handDownOf, rosterFor, votesOf } from './hand-down-work.ts';
import { context, orderOf } from '../order-work.ts';

/**
 * Counts the vote of the villagers' representatives: at least two thirds must be present, and more than half of those present decide. A claim
 * is unreasonable only when panel and villagers both say so. Without quorum the votes lapse.
 *
 * @see Organic Law of the Villagers' Committees art. 26
 */
export const countVillagers: Handler = {
  jobType: 'count-villagers',
  run(input) {
    const order = orderOf(input);
    const kase = handDownOf(input);
    const members = rosterFor(input, kase, order, (category) => category === 'villager_representative').eligible.length;
    const count = countVotes(input, kase, 'villagers', members, (present) => members > 0 && present * 3 >= members * 2);
    const finding = context(input.variables['finding']);
    const against = count.unreasonable * 2 > count.present;
    return {
      variables: {
        villagersQuorate: count.quorate,
        ...(count.quorate && { finding: { ...finding, reasonable: finding['reasonable'] === true || !against } }),
      },
      changes: [
        put(handDownCase, { ...kase, counts: [...kase.counts, count] }),
        ...(count.quorate
          ? []
          : votesOf(input, kase.key, kase.round, 'villagers').map(({ key }) => ({ table: vote, remove: key }))),
      ],
    };
  },
};
