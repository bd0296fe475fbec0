import type { Static } from 'typebox';
import { payInstalment } from '../../../commands/round-table/pay-instalment.ts';
import { recordConsent } from '../../../commands/round-table/record-consent.ts';
import { recordMinutes } from '../../../commands/round-table/record-minutes.ts';
import { refuseMediation } from '../../../commands/round-table/refuse-mediation.ts';
import { systemActor, type Actor } from '../../../domain/actor.ts';
import { appealError } from '../../../domain/appeal/appeal-errors.ts';
import type { WorkOrderFile } from '../../../domain/appeal/case-query-ports.ts';
import type { ConsultationItem } from '../../../domain/review/review-list-port.ts';
import type { ConsultationFile } from '../../../domain/review/review-query-ports.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS } from '../../schemas/cases.ts';
import { instantText, instantTextOrNull, keyText, keyTextOrNull } from '../../schemas/common.ts';
import * as shapes from '../../schemas/reviews.ts';
import { showReviewed } from '../../show-reviewed.ts';
import { wordsFor } from '../../show-order.ts';

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
      '/api/consultations',
      {
        access: needs('appeals:read'),
        tag: TAG,
        summary: 'List consultations 会商列表',
        description: 'Of orders that the caller sees, leads as mediator or is invited to. The newest, at most 200.',
        query: shapes.OpenQuery,
        answer: shapes.ConsultationList,
      },
      listAll,
    ),
    route(
      'GET',
      '/api/work-orders/{orderNo}/consultations',
      {
        ...read,
        summary: 'Consultations of a work order 会商',
        description: 'With minutes and terms, personal data masked; null where the words of the case are withheld.',
        answer: shapes.Consultations,
      },
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

  async function listAll({ actor, query: { open } }: Ask<unknown, Static<typeof shapes.OpenQuery>, unknown>) {
    const items = await deps.queries.reviewLists.consultations(actor, open && open === 'true');
    return { items: items.map(showItem) };
  }

  async function list({ actor, params: { orderNo } }: OrderAsk<unknown>) {
    const file = await seen(actor, orderNo);
    const { key } = file.order;
    const [items, consents] = await Promise.all([
      deps.queries.reviews.consultations(key),
      deps.queries.reviewLists.consents(key),
    ]);
    const words = wordsFor(file, actor, vault);
    const open = (sealed: string | null) => (sealed === null ? null : words(sealed));
    return {
      order: showReviewed({ ...file.appeal, ...file.order }),
      consents: consents.map((each) => ({ ...each, at: instantText(each.at) })),
      items: items.map((item) => show(item, open)),
    };
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

  /** Who sees the order sees its consultations, and so does who leads them or is invited. */
  async function seen(actor: Actor, orderNo: string): Promise<WorkOrderFile> {
    const { workOrders, reviewLists } = deps.queries;
    const isAtTable = async () => reviewLists.sitsAtTable(actor, orderNo);
    const file =
      (await workOrders.find(actor, orderNo)) ??
      ((await isAtTable()) ? await workOrders.find(systemActor('consultations', actor.tenantId), orderNo) : undefined);
    if (file) return file;
    throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
  }
}

// helpers

function showItem({ consultation, order, invited, attending, openResolutions, ...rest }: ConsultationItem) {
  const { agreement, openInstalments } = rest;
  const { consultationNo, kind, state, sessions, openedAt, closedAt } = consultation;
  const confirmation = agreement?.filedAt === null && closedAt === null ? [agreement.confirmationDueAt] : [];
  const due = [...openResolutions.map(({ dueAt }) => dueAt), ...openInstalments.map(({ dueAt }) => dueAt)];
  return {
    order: showReviewed(order),
    consultationNo,
    kind,
    state,
    sessions,
    invited,
    attending,
    openResolutions: openResolutions.length,
    openInstalments: openInstalments.length,
    nextDueAt: due.length === 0 || closedAt !== null ? null : instantText(Math.min(...due)),
    confirmationDueAt: instantTextOrNull(confirmation[0] ?? null),
    openedAt: instantText(openedAt),
    closedAt: instantTextOrNull(closedAt),
  };
}

function show(
  { consultation, invitees, sessions, resolutions, agreements }: ConsultationFile,
  open: (sealed: string | null) => string | null,
) {
  const { consultationNo, kind, state, respondentAbsence, refusedBy, openedAt, closedAt } = consultation;
  return {
    surveyedAt: instantTextOrNull(consultation.surveyedAt),
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
      minutes: open(minutesSealed),
    })),
    resolutions: resolutions.map(({ unitKey, dueAt, doneAt, result }) => ({
      unitKey: keyText(unitKey),
      dueAt: instantText(dueAt),
      doneAt: instantTextOrNull(doneAt),
      result,
    })),
    agreements: agreements.map((each) => ({
      form: each.form,
      hasTerms: each.termsSealed !== null,
      terms: open(each.termsSealed),
      effectiveAt: instantText(each.effectiveAt),
      confirmationDueAt: instantText(each.confirmationDueAt),
      filedAt: instantTextOrNull(each.filedAt),
      courtResult: each.courtResult,
      courtResultAt: instantTextOrNull(each.courtResultAt),
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
