import type { Handler } from '../../domain/process/handler.ts';
import { fieldError } from '../../domain/field-error.ts';
import { methodMissing } from '../../domain/worksheet/worksheet-guard.ts';
import { changed, context, oneOfWords, orderOf, text } from '../order-work.ts';

/**
 * Writes the result of handling on the order: true or not, solved or not and why, the public reply. The reply does not stay in the process.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD when the reply is missing; ERR_WORKSHEET_METHOD when the class on the worksheet asks for more
 */
export const recordResult: Handler = {
  jobType: 'record-result',
  run(input) {
    const order = orderOf(input);
    const missing = methodMissing(input.rows, order, 'result');
    if (missing) throw missing;
    const result = context(input.variables['result']);
    const publicReply = text(input.variables['publicReply']) ?? order.publicReply;
    if (publicReply === null)
      throw fieldError('publicReply', { zh: '1–500 字', en: '1–500 characters' }, { zh: '空', en: 'nothing' });
    return {
      variables: { publicReply: null },
      changes: [
        changed(order, {
          isTrue: oneOfWords('result.isTrue', result['isTrue'], ['yes', 'part', 'no']),
          beyondDuty: result['beyondDuty'] === true,
          resolved: result['resolved'] === true,
          unresolvedReason: text(result['unresolvedReason']),
          publicReply,
          handledBy: input.actor.id,
        }),
      ],
    };
  },
};
