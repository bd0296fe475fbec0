import type { Handler } from '../../domain/process/handler.ts';
import { gather } from '../hand-down/open-hand-down.ts';
import { context, oneOfWords, orderOf } from '../order-work.ts';

/** Step three of a homestead dispute: gathers what table D11 asks, to see whether the villagers may look at it. */
export const assessHomestead: Handler = {
  jobType: 'assess-homestead',
  run(input) {
    const order = orderOf(input);
    const said = context(input.variables['assessment']);
    const judgement = oneOfWords('assessment.judgement', said['judgement'], [
      'undecided',
      'untrue',
      'unreasonable',
      'reasonable',
    ]);
    const facts = { ...gather(input, order, said), basis: said['basis'] === true, judgement };
    return { variables: { facts, assessment: null } };
  },
};
