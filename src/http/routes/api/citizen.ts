import { Type, type Static } from 'typebox';
import { addAttachment } from '../../../commands/privacy/add-attachment.ts';
import { recordCallbackResult } from '../../../commands/appeal/record-callback-result.ts';
import { registerAppeal } from '../../../commands/appeal/register-appeal.ts';
import { supplementAppeal } from '../../../commands/appeal/supplement-appeal.ts';
import { withdrawAppeal } from '../../../commands/appeal/withdraw-appeal.ts';
import { sealAppeal, type AppealDraft } from '../../../domain/appeal/appeal-draft.ts';
import { findSensitiveWords } from '../../../domain/appeal/sensitive-words.ts';
import type { HttpDeps } from '../../deps.ts';
import {
  citizen,
  Code,
  createOwnCases,
  OWN_PARAMS,
  TOWNSHIP,
  WithCode,
  type OwnAsk,
  type OwnCases,
} from '../../own-case.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { CallbackResult, NewAppeal, ORDER_PARAMS, Supplement, Supplemented, Withdrawal } from '../../schemas/cases.ts';
import { Closed, Instant, Key, keyOf, keyText } from '../../schemas/common.ts';
import { OwnCase, showOwn } from '../../show-own-case.ts';
import { createThrottle } from '../../throttle.ts';
import { keepUpload, takeUpload } from '../../uploading.ts';
import { citizenDataRoutes } from './citizen-data.ts';

const TAG = 'Citizen';
const HOUR_MS = 3_600_000;
/** Appeals that one address may submit in an hour without an account. */
const APPEALS_PER_HOUR = 20;

const said = NewAppeal.properties;
const CitizenAppeal = Closed({
  type: said.type,
  category: said.category,
  title: said.title,
  content: said.content,
  placeKind: said.placeKind,
  unitKey: said.unitKey,
  accusedUnitKey: said.accusedUnitKey,
  objectKey: said.objectKey,
  occurredAt: Type.Optional(Instant),
  appellant: said.appellant,
});
const Addition = Closed({ code: Code, text: Supplement.properties.text });
const Wish = Closed({ code: Code, text: Withdrawal.properties.text });
const answers = CallbackResult.properties;
const Rating = Closed({
  code: Code,
  contacted: answers.contacted,
  resolved: answers.resolved,
  satisfaction: Type.Enum(['satisfied', 'basically_satisfied', 'dissatisfied']),
});

/** What people do without an account: appeal, prove themselves by a code, say more, rate, and keep a hand on their own data. */
export function citizenRoutes(deps: HttpDeps): readonly Route[] {
  const own = createOwnCases(deps);
  return [...appealingRoutes(deps, own), ...citizenDataRoutes(deps, own)];
}

function appealingRoutes(deps: HttpDeps, own: OwnCases): readonly Route[] {
  const { vault, submit, clock } = deps;
  const takeAppeal = createThrottle(clock, APPEALS_PER_HOUR, HOUR_MS);
  const ofOwn = { access: 'public', tag: TAG, params: OWN_PARAMS } as const;
  const base = '/api/townships/{tenantId}/appeals';
  return [
    route(
      'POST',
      base,
      {
        access: 'public',
        tag: TAG,
        summary: 'Appeal 提交诉求',
        description:
          'Name, telephone and address are used to handle this appeal and nothing else, sealed, and destroyed when their time is over ' +
          '(Personal Information Protection Law arts. 17, 19 and 35). The code of the receipt is shown once. Sent again under the same ' +
          'Idempotency-Key it is the same appeal with a new code.',
        params: TOWNSHIP,
        body: CitizenAppeal,
        answer: Type.Object({ orderNo: Type.String(), code: Type.String() }),
        status: 201,
      },
      appeal,
    ),
    route(
      'POST',
      `${base}/{orderNo}/status`,
      { ...ofOwn, summary: 'How it stands 办理进度', body: WithCode, answer: OwnCase },
      status,
    ),
    route(
      'POST',
      `${base}/{orderNo}/photos`,
      {
        ...ofOwn,
        summary: 'Add a photo 补充照片',
        description:
          'One photo as multipart/form-data, the code in header X-Access-Code. Its metadata, position included, are taken out.',
        answer: Type.Object({ attachmentKey: Key }),
        status: 201,
      },
      addPhoto,
    ),
    route(
      'POST',
      `${base}/{orderNo}/supplements`,
      {
        ...ofOwn,
        summary: 'Say more 补充说明',
        description: 'What waits for it goes on; what was closed is reopened until it is archived.',
        body: Addition,
        answer: Supplemented,
      },
      supplement,
    ),
    route(
      'POST',
      `${base}/{orderNo}/withdrawal`,
      {
        ...ofOwn,
        summary: 'Withdraw 撤回诉求',
        description: 'Once a unit works on it, the office first makes sure that the wish is the appellant’s own.',
        body: Wish,
      },
      withdraw,
    ),
    route(
      'POST',
      `${base}/{orderNo}/rating`,
      {
        ...ofOwn,
        summary: 'Rate the result 评价办理结果',
        description:
          'The three questions of the callback (Regulation arts. 23 and 32), answered without being called: it counts as the callback by `web`, once a round.',
        body: Rating,
      },
      rate,
    ),
    route(
      'POST',
      '/api/appeals/{orderNo}/access-code',
      {
        access: { scopes: ['appeals:write'], roles: ['registrar'] },
        tag: TAG,
        summary: 'Issue the appellant a new code 补发查询码',
        description: 'After a document of identity was seen. The code before stops to work.',
        params: ORDER_PARAMS,
        answer: Type.Object({ code: Type.String() }),
      },
      async ({ actor, params: { orderNo } }: Ask<{ orderNo: string }, unknown, unknown>) => ({
        code: await own.issue(actor, orderNo),
      }),
    ),
  ];

  async function appeal({
    params: { tenantId },
    body,
    request,
  }: Ask<{ tenantId: string }, unknown, Static<typeof CitizenAppeal>>) {
    takeAppeal(request.ip);
    const { unitKey, accusedUnitKey, occurredAt, ...words } = body;
    const about = {
      ...(unitKey !== undefined && { unitKey: keyOf(unitKey) }),
      ...(accusedUnitKey !== undefined && { accusedUnitKey: keyOf(accusedUnitKey) }),
      ...(occurredAt !== undefined && { occurredAt: Date.parse(occurredAt) }),
    };
    const input = sealAppeal(vault, { source: 'web', ...words, ...about } as AppealDraft);
    const { orderNo } = await submit(registerAppeal, input, own.once(request, tenantId, body));
    return { orderNo, code: await own.issue(citizen(tenantId), orderNo) };
  }

  async function status(ask: OwnAsk<Static<typeof WithCode>>) {
    return showOwn(await own.find(ask, ask.body.code));
  }

  async function addPhoto(ask: OwnAsk) {
    const { params, request } = ask;
    const file = await own.find(ask, String(request.headers['x-access-code'] ?? ''));
    const kind = file.appeal.type === 'report' ? 'report' : 'photo';
    const photo = await takeUpload(deps, request, { tenantId: params.tenantId, kind, sealer: own.sealerOf(file) });
    const input = { orderNo: params.orderNo, kind, userTaskKey: null, ...photo } as const;
    const asked = own.once(request, params.tenantId, JSON.stringify([params.orderNo, photo.checksum]));
    const { attachmentKey } = await keepUpload(deps.files, photo, submit(addAttachment, input, asked));
    return { attachmentKey: keyText(attachmentKey) };
  }

  async function supplement(ask: OwnAsk<Static<typeof Addition>>) {
    const { params, body, request } = ask;
    const { code, text } = body;
    const textSealed = own.sealerOf(await own.find(ask, code)).seal(text);
    const input = { orderNo: params.orderNo, textSealed, keywords: findSensitiveWords(text) };
    return submit(supplementAppeal, input, own.once(request, params.tenantId, text));
  }

  async function withdraw(ask: OwnAsk<Static<typeof Wish>>) {
    const { params, body, request } = ask;
    const { code, text } = body;
    const file = await own.find(ask, code);
    const textSealed = text === undefined ? null : own.sealerOf(file).seal(text);
    await submit(withdrawAppeal, { orderNo: params.orderNo, textSealed }, own.once(request, params.tenantId, text));
  }

  async function rate(ask: OwnAsk<Static<typeof Rating>>) {
    const { params, body, request } = ask;
    const { code, ...said } = body;
    await own.find(ask, code);
    const input = { orderNo: params.orderNo, channel: 'web', reached: true, ...said } as const;
    await submit(recordCallbackResult, input, own.once(request, params.tenantId, said));
  }
}
