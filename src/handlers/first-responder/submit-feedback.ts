import type { Handler } from '../../domain/process/handler.ts';
import { moved, orderOf, toAppellant, toHotline } from '../order-work.ts';

/** Gives the result to the appellant and to the hotline within the limit. Regulation art. 15. */
export const submitFeedback: Handler = {
  jobType: 'submit-feedback',
  run(input) {
    const order = orderOf(input);
    return {
      variables: { outcome: 'feedback_submitted' },
      changes: [moved(order, 'feedback_submitted', { feedbackAt: input.now })],
      messages: [
        toAppellant(order, 'feedback'),
        ...toHotline(input, order, 'FeedbackSubmitted', {
          resolved: order.resolved,
          isTrue: order.isTrue,
          publicReply: order.publicReply,
        }),
      ],
      events: [
        {
          type: 'order.feedback-submitted',
          key: order.key,
          detail: { late: order.dueAt !== null && input.now > order.dueAt },
        },
      ],
    };
  },
};
