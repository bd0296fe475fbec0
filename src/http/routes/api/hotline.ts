import { Type, type Static } from 'typebox';
import { recordHotlineCallback } from '../../../commands/hotline/record-hotline-callback.ts';
import { recordHotlineNotice } from '../../../commands/hotline/record-hotline-notice.ts';
import { recordHotlineRuling } from '../../../commands/hotline/record-hotline-ruling.ts';
import { addAttachment } from '../../../commands/privacy/add-attachment.ts';
import { revokeHotlineOrder } from '../../../commands/hotline/revoke-hotline-order.ts';
import { registerAppeal } from '../../../commands/appeal/register-appeal.ts';
import { setHotlineOutlet } from '../../../commands/hotline/set-hotline-outlet.ts';
import { supplementAppeal } from '../../../commands/appeal/supplement-appeal.ts';
import { withdrawAppeal } from '../../../commands/appeal/withdraw-appeal.ts';
import type { Actor } from '../../../domain/actor.ts';
import { sealAppeal, type AppealDraft } from '../../../domain/appeal/appeal-draft.ts';
import { appealError } from '../../../domain/appeal/appeal-errors.ts';
import type { SubmitOptions } from '../../../domain/command.ts';
import { hotlineError } from '../../../domain/hotline/hotline-errors.ts';
import { maskFreeText } from '../../../domain/privacy/masking.ts';
import {
  HOTLINE_NOTICES,
  type HotlineRequestKind,
  type hotlineRequest,
} from '../../../domain/hotline/hotline-tables.ts';
import { checkOutlet, requireOutletHost } from '../../../domain/webhook/outlet.ts';
import type { RowOf } from '../../../domain/table.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { optionalBody, route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS, Withdrawal } from '../../schemas/cases.ts';
import { instantOf, instantText, instantTextOrNull, Key, keyText, present } from '../../schemas/common.ts';
import * as shapes from '../../schemas/hotline.ts';
import { showState } from '../../show-order.ts';
import { keepUpload, takeUpload } from '../../uploading.ts';

const HOTLINE = needs('hotline:write');
const TAG = 'Hotline';
type Of<B = unknown> = Ask<Static<typeof shapes.HOTLINE_PARAMS>, unknown, B>;

/** What the hotline that dispatches to the township says and reads, by its own numbers; and where it takes our messages. */
export function hotlineRoutes(deps: HttpDeps): readonly Route[] {
  const { vault, submit, queries } = deps;
  const ofOrder = { access: HOTLINE, tag: TAG, params: shapes.HOTLINE_PARAMS } as const;
  const url = '/api/hotline/orders/{externalNo}';
  return [
    route(
      'POST',
      '/api/hotline/orders',
      {
        access: HOTLINE,
        tag: TAG,
        summary: 'Push an order 推送工单 HotlineOrderReceived',
        description:
          'The same number with the same content answers the same order and changes nothing; with other content it is refused: what the appellant adds is a supplement.',
        body: shapes.HotlineOrder,
        answer: shapes.HotlineReceipt,
        status: 201,
      },
      push,
    ),
    route('GET', url, { ...ofOrder, summary: 'How an order stands 工单状态', answer: shapes.HotlineView }, show),
    route(
      'POST',
      `${url}/supplements`,
      { ...ofOrder, summary: 'Add what the appellant says 补充诉求', body: shapes.HotlineSupplement },
      supplement,
    ),
    route(
      'POST',
      `${url}/withdrawal`,
      { ...ofOrder, summary: 'Withdraw at the appellant’s wish 撤诉', body: optionalBody(Withdrawal) },
      withdraw,
    ),
    route(
      'POST',
      `${url}/urges`,
      { ...ofOrder, summary: 'Urge 催办 UrgeNotice', body: optionalBody(shapes.HotlineNotice) },
      notice('urge'),
    ),
    route(
      'POST',
      `${url}/supervisions`,
      {
        ...ofOrder,
        summary: 'Supervise 督办 SuperviseNotice',
        description: 'The committee then accepts the result before the order closes.',
        body: optionalBody(shapes.HotlineNotice),
      },
      notice('supervise'),
    ),
    route(
      'POST',
      `${url}/return-rulings`,
      {
        ...ofOrder,
        summary: 'Rule on a return 退单裁定 ReturnRuled',
        description: 'Granted: the hotline takes the order back.',
        body: shapes.HotlineReturnRuling,
      },
      (ask) => rule(ask, 'return'),
    ),
    route(
      'POST',
      `${url}/extension-rulings`,
      { ...ofOrder, summary: 'Rule on an extension 延期裁定 ExtensionRuled', body: shapes.HotlineExtensionRuling },
      (ask) => rule(ask, 'extension'),
    ),
    route(
      'POST',
      `${url}/revocation`,
      {
        ...ofOrder,
        summary: 'Take an order back 收回工单',
        description: 'Until the feedback. `HotlineReturn` with reason `revoked` confirms it.',
        body: optionalBody(shapes.HotlineRevocation),
      },
      revoke,
    ),
    route(
      'POST',
      `${url}/recordings`,
      {
        ...ofOrder,
        summary: 'Add the recording of a call 通话录音',
        description:
          'One file as multipart/form-data, instead of an address to fetch it from: it is sealed and destroyed here like other recordings.',
        answer: Type.Object({ attachmentKey: Key, checksum: Type.String() }),
        status: 201,
      },
      takeRecording,
    ),
    route(
      'POST',
      `${url}/callback-results`,
      {
        ...ofOrder,
        summary: 'Give the result of a callback 回访结果 CallbackResult',
        description: 'From the feedback on; answers count only when the appellant was reached.',
        body: shapes.HotlineCallback,
      },
      callBack,
    ),
    route(
      'GET',
      '/api/work-orders/{orderNo}/hotline',
      {
        access: needs('appeals:read'),
        tag: TAG,
        summary: 'What hotline and township said about an order',
        params: ORDER_PARAMS,
        answer: shapes.HotlineTalk,
      },
      talk,
    ),
    route(
      'GET',
      '/api/hotline/outlet',
      {
        access: needs('admin:read'),
        tag: TAG,
        summary: 'Where the hotline takes messages, and what waits 热线接收地址',
        answer: shapes.Outlet,
      },
      showOutlet,
    ),
    route(
      'PUT',
      '/api/hotline/outlet',
      {
        access: needs('admin:write'),
        tag: TAG,
        summary: 'Say where the hotline takes messages',
        description:
          'CloudEvents `jiesu.hotline.*`, signed, in order for each order, tried until they arrive; `id` tells repeats.',
        body: shapes.NewOutlet,
      },
      putOutlet,
    ),
    route(
      'DELETE',
      '/api/hotline/outlet',
      { access: needs('admin:write'), tag: TAG, summary: 'Take the hotline’s address away' },
      removeOutlet,
    ),
  ];

  async function push({ actor, body, options }: Ask<unknown, unknown, Static<typeof shapes.HotlineOrder>>) {
    const { unitCode, occurredAt, level, dueAt, source = 'hotline_12345', ...said } = body;
    const unitKey = unitCode === undefined ? undefined : await unitOf(actor, unitCode);
    const terms = present({ level, dueAt: dueAt && instantOf(dueAt) });
    const hotline = Object.keys(terms).length > 0 ? terms : undefined;
    const draft = {
      ...said,
      source,
      ...present({ hotline }),
      ...present({ unitKey, occurredAt: occurredAt && instantOf(occurredAt) }),
    };
    const input = sealAppeal(vault, draft as AppealDraft);
    const { orderNo, isNew } = await submit(registerAppeal, input, sealed(options, body));
    return { externalNo: body.externalNo, orderNo, isNew };
  }

  async function unitOf({ tenantId }: Actor, code: string): Promise<number> {
    const key = await queries.hotline.unitKey(tenantId, code);
    if (key === undefined) throw appealError('ERR_UNIT_NOT_FOUND', { unit: code });
    return key;
  }

  async function orderOf({ tenantId }: Actor, externalNo: string) {
    const order = await queries.hotline.orderOf(tenantId, externalNo);
    if (!order) throw hotlineError('ERR_HOTLINE_ORDER_UNKNOWN', { externalNo });
    return order;
  }

  async function show({ actor, params: { externalNo } }: Of) {
    const order = await orderOf(actor, externalNo);
    const { requests } = await queries.hotline.file(actor.tenantId, order.key);
    const { orderNo, state, level, reworkCount, supervised, urged, extensionCount, resolved, publicReply } = order;
    return {
      ...{ externalNo, orderNo, state, stateLabel: showState(state), level, reworkCount, supervised, urged },
      ...{ extensionCount, resolved, publicReply },
      dispatchedAt: instantTextOrNull(order.dispatchedAt),
      dueAt: instantTextOrNull(order.dueAt),
      closedAt: instantTextOrNull(order.closedAt),
      requests: requests.map(showRequest),
    };
  }

  async function supplement({
    actor,
    params: { externalNo },
    body,
    options,
  }: Of<Static<typeof shapes.HotlineSupplement>>) {
    const { orderNo } = await orderOf(actor, externalNo);
    const textSealed = vault.seal(body.text);
    await submit(supplementAppeal, { orderNo, textSealed }, sealed(options, { externalNo, ...body }));
  }

  async function withdraw({ actor, params: { externalNo }, body, options }: Of<Static<typeof Withdrawal> | null>) {
    const { orderNo } = await orderOf(actor, externalNo);
    const textSealed = body?.text === undefined ? null : vault.seal(body.text);
    await submit(withdrawAppeal, { orderNo, textSealed }, sealed(options, { externalNo, ...body }));
  }

  function notice(kind: 'urge' | 'supervise') {
    return async ({ params: { externalNo }, body, options }: Of<Static<typeof shapes.HotlineNotice> | null>) => {
      const dueAt = body?.dueAt === undefined ? null : instantOf(body.dueAt);
      const input = { externalNo, kind, dueAt, textSealed: sealedText(body?.text) };
      await submit(recordHotlineNotice, input, sealed(options, { externalNo, ...body }));
    };
  }

  async function rule(
    { params: { externalNo }, body, options }: Of<Static<typeof shapes.HotlineExtensionRuling>>,
    kind: HotlineRequestKind,
  ) {
    const { granted, amount = null, text } = body;
    const input = { externalNo, kind, granted, amount, textSealed: sealedText(text) };
    await submit(recordHotlineRuling, input, sealed(options, { externalNo, ...body }));
  }

  async function revoke({ params: { externalNo }, body, options }: Of<Static<typeof shapes.HotlineRevocation> | null>) {
    const input = { externalNo, textSealed: sealedText(body?.text) };
    await submit(revokeHotlineOrder, input, sealed(options, { externalNo, ...body }));
  }

  async function takeRecording({ actor, params: { externalNo }, options, request }: Of) {
    const { tenantId } = actor;
    const { orderNo } = await orderOf(actor, externalNo);
    const isReport = await queries.evidence.isReport(tenantId, orderNo);
    const kind = isReport ? 'report' : 'recording';
    const file = await takeUpload(deps, request, { tenantId, kind, sealer: isReport ? vault.reports : vault });
    // the same file is sealed differently each time
    const asked = { ...options, request: JSON.stringify([orderNo, kind, file.checksum]) };
    const input = { orderNo, kind, userTaskKey: null, ...file } as const;
    const { attachmentKey } = await keepUpload(deps.files, file, submit(addAttachment, input, asked));
    return { attachmentKey: keyText(attachmentKey), checksum: file.checksum };
  }

  async function callBack({ params: { externalNo }, body, options }: Of<Static<typeof shapes.HotlineCallback>>) {
    const { text, ...answers } = body;
    const input = { externalNo, ...answers, textSealed: sealedText(text) };
    await submit(recordHotlineCallback, input, sealed(options, { externalNo, ...body }));
  }

  async function talk({ actor, params: { orderNo } }: Ask<Static<typeof ORDER_PARAMS>, unknown, unknown>) {
    const found = await queries.workOrders.find(actor, orderNo);
    if (!found) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    const { externalNo, requests, notices } = await queries.hotline.file(actor.tenantId, found.order.key);
    return {
      externalNo,
      requests: requests.map(showRequest),
      notices: notices.map(({ kind, at, dueAt, textSealed }) => ({
        kind,
        label: HOTLINE_NOTICES[kind],
        at: instantText(at),
        dueAt: instantTextOrNull(dueAt),
        text: textSealed === null ? null : maskFreeText(vault.open(textSealed)),
      })),
    };
  }

  async function showOutlet({ actor: { tenantId } }: Ask<unknown, unknown, unknown>) {
    const found = await queries.hotline.outlet(tenantId);
    const { oldestAt, ...waiting } = await queries.hotline.backlog(tenantId);
    return {
      outlet: found ? { url: found.url, changedAt: instantText(found.changedAt) } : null,
      waiting: { ...waiting, oldestAt: instantTextOrNull(oldestAt) },
    };
  }

  async function putOutlet({ body, options }: Ask<unknown, unknown, Static<typeof shapes.NewOutlet>>) {
    checkOutlet(body);
    requireOutletHost(body.url, deps.settings.outletHosts);
    const outlet = { url: body.url, secretSealed: vault.seal(body.secret) };
    await submit(setHotlineOutlet, { outlet }, sealed(options, body));
  }

  async function removeOutlet({ options }: Ask<unknown, unknown, unknown>) {
    await submit(setHotlineOutlet, { outlet: null }, options);
  }

  function sealedText(text: string | undefined): string | null {
    return text === undefined ? null : vault.seal(text);
  }

  /** The same text is sealed differently each time: what was asked is compared by keyed hash. */
  function sealed(options: SubmitOptions, asked: object): SubmitOptions {
    return { ...options, request: vault.fingerprint(JSON.stringify(asked)) };
  }
}

// helpers

function showRequest({ kind, askedAt, amount, reason, ruling, ruledAt }: RowOf<typeof hotlineRequest>) {
  return { kind, askedAt: instantText(askedAt), amount, reason, ruling, ruledAt: instantTextOrNull(ruledAt) };
}
