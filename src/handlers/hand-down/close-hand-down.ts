import { handDownCase, type Conclusion } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { handDownOf } from './hand-down-work.ts';
import { moved, oneOfWords, orderOf } from '../order-work.ts';
import { workState } from '../resume-order.ts';

/** Ends a hand-down as header `result` says, `concluded` or `invalid`, and gives the order back to the unit: the verdict informs, it closes nothing. */
export const closeHandDown: Handler = {
  jobType: 'close-hand-down',
  run(input) {
    const order = orderOf(input);
    const kase = handDownOf(input);
    const result = oneOfWords('result', input.headers['result'], ['concluded', 'invalid']);
    const handDownOutcome = result === 'invalid' ? 'panel_invalid' : outcomeOf(input, kase.verdicts.at(-1)?.conclusion);
    const back = workState(order);
    return {
      variables: { handDownOutcome },
      changes: [
        put(handDownCase, { ...kase, state: result === 'invalid' ? 'invalid' : 'closed', closedAt: input.now }),
        ...(back === order.state ? [] : [moved(order, back)]),
      ],
      events: [{ type: 'hand-down.closed', key: order.key, detail: { outcome: handDownOutcome } }],
    };
  },
};

// helpers

function outcomeOf({ variables }: HandlerInput, conclusion: Conclusion | undefined): string {
  if (conclusion === 'by_law') return 'legal';
  if (variables['realWork'] === true) return 'handled_for_real';
  return variables['converted'] === true ? 'converted' : 'concluded_not_converted';
}
