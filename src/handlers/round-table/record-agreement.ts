import { agreement, agreementInstalment } from '../../domain/round-table/consultation-tables.ts';
import { dayOf, parseDay, startOfDay } from '../../domain/day.ts';
import { fieldError } from '../../domain/field-error.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { consultationOf, limitEnd, listOf } from './consultation-work.ts';
import { context, oneOfWords, orderOf } from '../order-work.ts';

/**
 * Records an agreement and its instalments. It takes effect when it is signed; from then the parties have 30 days to ask the court together
 * to confirm it.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD when an instalment has no later date or no amount
 * @see People's Mediation Law arts. 29 and 33
 */
export const recordAgreement: Handler = {
  jobType: 'record-agreement',
  run(input) {
    const order = orderOf(input);
    const held = consultationOf(input);
    const said = context(input.variables['agreement']);
    const form = oneOfWords('agreement.form', said['form'], ['written', 'oral']);
    const instalments = listOf(said['instalments']).map((entry) => readInstalment(input, entry));
    const key = input.nextKey();
    const confirmationDueAt = limitEnd(input, 'judicial_confirmation');
    const performanceDueAt = Math.max(limitEnd(input, 'resolution'), ...instalments.map(({ dueAt }) => dueAt));
    return {
      variables: {
        agreement: null,
        seekConfirmation: said['seekConfirmation'] === true,
        performanceDueAt: formatInstant(performanceDueAt),
      },
      changes: [
        put(agreement, {
          key,
          revision: 0,
          tenantId: input.tenantId,
          consultationKey: held.key,
          orderKey: order.key,
          form,
          termsSealed: null,
          effectiveAt: input.now,
          confirmationDueAt,
          filedAt: null,
          courtResult: null,
          courtResultAt: null,
          performedAt: null,
          voidedAt: null,
        }),
        ...instalments.map((instalment, index) =>
          put(agreementInstalment, {
            ...instalment,
            key: input.nextKey(),
            revision: 0,
            tenantId: input.tenantId,
            agreementKey: key,
            number: index + 1,
            paidAt: null,
          }),
        ),
      ],
      events: [{ type: 'agreement.signed', key: order.key, detail: { form, instalments: instalments.length } }],
    };
  },
};

// helpers

/** A payment is due at the end of its day. */
function readInstalment(input: HandlerInput, { dueOn, amountYuan }: Readonly<Record<string, unknown>>) {
  const day = typeof dueOn === 'string' ? parseDay(dueOn) : undefined;
  if (day === undefined || day < dayOf(input.now))
    throw fieldError(
      'agreement.instalments.dueOn',
      { zh: '今日或以后的日期,如 2026-06-30', en: 'a date from today on, such as 2026-06-30' },
      typeof dueOn === 'string' ? `'${dueOn}'` : typeof dueOn,
    );
  const amountFen = typeof amountYuan === 'number' ? Math.round(amountYuan * 100) : 0;
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0)
    throw fieldError(
      'agreement.instalments.amountYuan',
      { zh: '大于零的金额', en: 'an amount above zero' },
      typeof amountYuan === 'number' ? String(amountYuan) : typeof amountYuan,
    );
  return { dueAt: startOfDay(day + 1), amountFen };
}
