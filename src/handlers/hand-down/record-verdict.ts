import { CATEGORIES } from '../../domain/appeal/appeal-words.ts';
import { CONCLUSIONS, handDownCase, publication, REAL_WORK } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { limitEnd } from '../round-table/consultation-work.ts';
import { appellantOf, handDownOf } from './hand-down-work.ts';
import { context, oneOfWords, orderOf, toAppellant, toStaff } from '../order-work.ts';

/** Records a verdict of table D12 and publishes it in the village: issue and conclusion, nobody's name. The appellant learns how to object. */
export const recordVerdict: Handler = {
  jobType: 'record-verdict',
  run(input) {
    const order = orderOf(input);
    const kase = handDownOf(input);
    const conclusion = oneOfWords('d12.conclusion', context(input.variables['d12'])['conclusion'], CONCLUSIONS);
    const { received } = appellantOf(input, order);
    return {
      variables: { conclusion, realWork: REAL_WORK.includes(conclusion) },
      changes: [
        put(handDownCase, {
          ...kase,
          state: 'published',
          verdicts: [...kase.verdicts, { round: kase.round, conclusion, at: input.now }],
        }),
        put(publication, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          caseKey: kase.key,
          orderKey: order.key,
          round: kase.round,
          issue: CATEGORIES[received?.category ?? 'other'].zh,
          conclusion,
          from: input.now,
          to: limitEnd(input, 'publication'),
          withdrawnAt: null,
        }),
      ],
      messages: [toStaff(order, 'verdict_published', kase.villageKey), toAppellant(order, 'verdict_notice')],
      events: [{ type: 'verdict.published', key: order.key, detail: { round: kase.round, conclusion } }],
    };
  },
};
