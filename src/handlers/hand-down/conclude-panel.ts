import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import { handDownCase, panelMember } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { SMALLEST_PANEL } from '../../domain/hand-down/panel-draw.ts';
import { countVotes, foundOnSite, handDownOf } from './hand-down-work.ts';
import { context, oneOfWords, orderOf } from '../order-work.ts';

const TRUTHS = ['no', 'part', 'yes'] as const;

/**
 * Writes the panel's opinion down once every member has voted. What was found on site stands: a panel may find more to be true, never less,
 * so that no vote closes a claim whose facts are proven.
 *
 * @throws {@link DomainError} ERR_VOTES_MISSING
 */
export const concludePanel: Handler = {
  jobType: 'conclude-panel',
  run(input) {
    const order = orderOf(input);
    const kase = handDownOf(input);
    const seated = input.rows
      .list(panelMember, 'byCase', [kase.key])
      .filter(({ round, seat }) => round === kase.round && seat === 'seated').length;
    const needed = Math.max(SMALLEST_PANEL, seated);
    const count = countVotes(input, kase, 'panel', seated, (present) => present >= needed && present % 2 === 1);
    if (!count.quorate) throw handDownError('ERR_VOTES_MISSING', { needed, found: count.present });
    const said = context(input.variables['opinion']);
    const seen = oneOfWords('opinion.isTrue', said['isTrue'], TRUTHS);
    const isTrue = TRUTHS[Math.max(TRUTHS.indexOf(seen), TRUTHS.indexOf(foundOnSite(input, order) ?? 'no'))];
    return {
      variables: {
        opinion: null,
        finding: {
          isTrue,
          reasonable: count.reasonable > count.unreasonable,
          hasBasis: said['hasBasis'] === true,
          hardship: said['hardship'] === true,
          unlawful: said['unlawful'] === true,
          breach: said['breach'] === true,
        },
      },
      changes: [put(handDownCase, { ...kase, counts: [...kase.counts, count] })],
    };
  },
};
