import type { Handler } from '../../domain/process/handler.ts';
import { moved, orderOf, text, toAppellant, toHotline } from '../order-work.ts';

/** Sends the answer to a consultation; the reply is kept with the order, not in the process. Regulation art. 11 ¶1. */
export const answerAppellant: Handler = {
  jobType: 'answer-appellant',
  run(input) {
    const order = orderOf(input);
    return {
      variables: { outcome: 'answered', publicReply: null },
      changes: [
        moved(order, 'answered', {
          publicReply: text(input.variables['publicReply']),
          resolved: true,
          closedAt: input.now,
        }),
      ],
      messages: [toAppellant(order, 'answered'), ...toHotline(input, order, 'FeedbackSubmitted', { resolved: true })],
    };
  },
};
