import type { Static } from 'typebox';
import { payInstalment } from '../../../commands/pay-instalment.ts';
import { recordConsent } from '../../../commands/record-consent.ts';
import { recordMinutes } from '../../../commands/record-minutes.ts';
import { refuseMediation } from '../../../commands/refuse-mediation.ts';
import type { Actor } from '../../../domain/actor.ts';
import { appealError } from '../../../domain/appeal-errors.ts';
import type { ConsultationFile } from '../../../domain/review-query-ports.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS } from '../../schemas/cases.ts';
import { instantText, instantTextOrNull, keyText, keyTextOrNull } from '../../schemas/common.ts';
import * as shapes from '../../schemas/reviews.ts';

const TAG = 'Consultation';
type OrderAsk<B> = Ask<Static<typeof ORDER_PARAMS>, unknown, B>;

/** What is done around a round table beside its tasks. */
export function consultationRoutes(deps: HttpDeps): readonly Route[] {
  const { submit, vault } = deps;
  const read = { access: needs('appeals:read'), tag: TAG, params: ORDER_PARAMS } as const;
  const write = { access: needs('appeals:write'), tag: TAG, params: ORDER_PARAMS } as const;
  return [
    route(
      'GET',
      '/api/work-orders/{orderNo}/consultations',
      { ...read, summary: 'Consultations of a work order 会商', answer: shapes.Consultations },
      list,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/consents',
      {
        ...write,
        summary: 'Record the appellant’s consent 登记同意',
        description: 'To be known to the respondent, or named to a panel; the newest one counts.',
        body: shapes.Consent,
      },
      consent,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/mediation-refusal',
      { ...write, summary: 'A party refuses to mediate 拒绝调解', body: shapes.MediationRefusal },
      refuse,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/minutes',
      { ...write, summary: 'Keep minutes or terms 登记纪要', body: shapes.Minutes },
      minutes,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/instalments/{number}/payment',
      {
        ...write,
        params: shapes.INSTALMENT_PARAMS,
        summary: 'Record that an instalment was paid 登记付款',
        answer: shapes.OpenInstalments,
      },
      pay,
    ),
  ];

  async function list({ actor, params: { orderNo } }: OrderAsk<unknown>) {
    const key = await seen(actor, orderNo);
    return { items: (await deps.queries.reviews.consultations(key)).map(show) };
  }

  async function consent({ actor, params: { orderNo }, body, options }: OrderAsk<Static<typeof shapes.Consent>>) {
    await seen(actor, orderNo);
    await submit(recordConsent, { orderNo, ...body }, options);
  }

  async function refuse({
    actor,
    params: { orderNo },
    body,
    options,
  }: OrderAsk<Static<typeof shapes.MediationRefusal>>) {
    await seen(actor, orderNo);
    await submit(refuseMediation, { orderNo, ...body }, options);
  }

  async function minutes({ actor, params: { orderNo }, body, options }: OrderAsk<Static<typeof shapes.Minutes>>) {
    await seen(actor, orderNo);
    const { session, text } = body;
    const request = vault.fingerprint(JSON.stringify({ orderNo, ...body }));
    await submit(recordMinutes, { orderNo, session, textSealed: vault.seal(text) }, { ...options, request });
  }

  async function pay({ actor, params, options }: Ask<Static<typeof shapes.INSTALMENT_PARAMS>, unknown, unknown>) {
    const { orderNo, number } = params;
    await seen(actor, orderNo);
    return submit(payInstalment, { orderNo, number: Number(number) }, options);
  }

  async function seen(actor: Actor, orderNo: string): Promise<number> {
    const file = await deps.queries.workOrders.find(actor, orderNo);
    if (file) return file.order.key;
    throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
  }
}

// helpers

function show({ consultation, invitees, sessions, resolutions, agreements }: ConsultationFile) {
  const { consultationNo, kind, state, respondentAbsence, refusedBy, openedAt, closedAt } = consultation;
  return {
    consultationNo,
    kind,
    state,
    respondentAbsence,
    refusedBy,
    openedAt: instantText(openedAt),
    closedAt: instantTextOrNull(closedAt),
    invitees: invitees.map((each) => ({
      key: keyText(each.key),
      kind: each.kind,
      unitKey: keyTextOrNull(each.unitKey),
      answer: each.answer,
    })),
    sessions: sessions.map(({ number, at, attended, quorate, outcome, minutesSealed }) => ({
      number,
      at: instantText(at),
      attended: attended.length,
      quorate,
      outcome,
      hasMinutes: minutesSealed !== null,
    })),
    resolutions: resolutions.map(({ unitKey, dueAt, doneAt, result }) => ({
      unitKey: keyText(unitKey),
      dueAt: instantText(dueAt),
      doneAt: instantTextOrNull(doneAt),
      result,
    })),
    agreements: agreements.map((each) => ({
      form: each.form,
      effectiveAt: instantText(each.effectiveAt),
      confirmationDueAt: instantText(each.confirmationDueAt),
      filedAt: instantTextOrNull(each.filedAt),
      courtResult: each.courtResult,
      performedAt: instantTextOrNull(each.performedAt),
      voidedAt: instantTextOrNull(each.voidedAt),
      instalments: each.instalments.map(({ number, dueAt, amountFen, paidAt }) => ({
        number,
        dueAt: instantText(dueAt),
        amountYuan: amountFen / 100,
        paidAt: instantTextOrNull(paidAt),
      })),
    })),
  };
}
