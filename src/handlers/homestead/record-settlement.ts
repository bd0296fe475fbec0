import { put, type Handler } from '../../domain/process/handler.ts';
import { homesteadMediation } from '../../domain/side-route/side-route-tables.ts';
import { context, oneOfWords, orderOf } from '../order-work.ts';
import { homesteadOf } from '../side-route-work.ts';

/** Records that neighbours agreed, orally or in writing; the terms are a note of the order. People's Mediation Law art. 28. */
export const recordSettlement: Handler = {
  jobType: 'record-settlement',
  run(input) {
    const order = orderOf(input);
    const row = homesteadOf(input, order);
    const { form } = context(input.variables['agreement']);
    const agreementForm = oneOfWords('agreement.form', form, ['written', 'oral']);
    return {
      changes: [put(homesteadMediation, { ...row, agreementForm, agreedAt: input.now })],
      events: [{ type: 'homestead.settled', key: order.key, detail: { form: agreementForm } }],
    };
  },
};
