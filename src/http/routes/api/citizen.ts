import { randomBytes } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { addAttachment } from '../../../commands/add-attachment.ts';
import { correctParty } from '../../../commands/correct-party.ts';
import { deleteOwnData } from '../../../commands/delete-own-data.ts';
import { giveOwnData } from '../../../commands/give-own-data.ts';
import { issueAccessCode } from '../../../commands/issue-access-code.ts';
import { recordConsent } from '../../../commands/record-consent.ts';
import { registerAppeal } from '../../../commands/register-appeal.ts';
import { systemActor, type Actor } from '../../../domain/actor.ts';
import { plainPhone, sealAppeal, type AppealDraft } from '../../../domain/appeal-draft.ts';
import { maskFreeText } from '../../../domain/masking.ts';
import { privacyError } from '../../../domain/privacy-errors.ts';
import type { WorkOrderFile } from '../../../domain/case-query-ports.ts';
import { openerOf } from '../../case-words.ts';
import { explain } from '../../explain-decision.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { NewAppeal, ORDER_PARAMS } from '../../schemas/cases.ts';
import {
  Closed,
  Instant,
  instantText,
  instantTextOrNull,
  Key,
  keyOf,
  keyText,
  Nullable,
} from '../../schemas/common.ts';
import { showState } from '../../show-order.ts';
import { createThrottle } from '../../throttle.ts';
import { takeUpload } from '../../uploading.ts';

const TAG = 'Citizen';
const HOUR_MS = 3_600_000;
/** Shanghai is eight hours ahead of UTC all year. */
const ZONE_MS = 8 * HOUR_MS;
/** What one address may do in an hour without an account. */
const APPEALS_PER_HOUR = 20;
const ASKED_PER_HOUR = 300;
/** Times that a code may be tried for one order. */
const TRIED_PER_HOUR = 60;
/** 60 bits, without characters that look alike. */
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 12;

const TOWNSHIP = { tenantId: Type.String({ minLength: 1, maxLength: 60 }) };
const OWN_PARAMS = Type.Object({ ...TOWNSHIP, ...ORDER_PARAMS.properties });
const Code = Type.String({ pattern: '^[0-9A-Za-z -]{12,20}$', description: 'The code of the receipt' });
const said = NewAppeal.properties;
const CitizenAppeal = Closed({
  type: said.type,
  category: said.category,
  title: said.title,
  content: said.content,
  placeKind: said.placeKind,
  unitKey: said.unitKey,
  accusedUnitKey: said.accusedUnitKey,
  occurredAt: Type.Optional(Instant),
  appellant: said.appellant,
});
const WithCode = Closed({ code: Code });
const Correction = Closed({
  code: Code,
  name: said.appellant.properties.name,
  phone: said.appellant.properties.phone,
  address: said.appellant.properties.address,
});
const OwnConsent = Closed({
  code: Code,
  purpose: Type.Enum(['shared_with_respondent', 'named_to_panel']),
  given: Type.Boolean(),
});
const Label = Type.Object({ zh: Type.String(), en: Type.String() });
const OwnCase = Type.Object({
  orderNo: Type.String(),
  stateLabel: Label,
  receivedAt: Instant,
  dueAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  publicReply: Nullable(Type.String()),
});
const OwnData = Type.Object({
  ...OwnCase.properties,
  name: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  address: Nullable(Type.String()),
  content: Type.String(),
  added: Type.Array(Type.Object({ at: Instant, text: Type.String() })),
  files: Type.Array(Type.Object({ kind: Type.String(), addedAt: Instant, bytes: Type.Integer() })),
  seen: Type.Array(Type.Object({ at: Instant, what: Type.String(), reason: Type.String() })),
});
const Deleted = Type.Object({
  destroyed: Type.Array(Type.Object({ class: Type.String(), count: Type.Integer() })),
  kept: Type.Array(Type.Object({ class: Type.String(), until: Instant })),
});
const Explanations = Type.Object({
  items: Type.Array(
    Type.Object({
      at: Instant,
      decision: Type.String(),
      version: Type.Integer(),
      zh: Type.String(),
      en: Type.String(),
    }),
  ),
});
type OwnAsk<B = unknown> = Ask<Static<typeof OWN_PARAMS>, unknown, B>;

/** What people do without an account: appeal, prove themselves by a code, and keep a hand on their own data. */
export function citizenRoutes(deps: HttpDeps): readonly Route[] {
  const { vault, submit, clock, queries } = deps;
  const takeAppeal = createThrottle(clock, APPEALS_PER_HOUR, HOUR_MS);
  const takeAsking = createThrottle(clock, ASKED_PER_HOUR, HOUR_MS);
  const takeTry = createThrottle(clock, TRIED_PER_HOUR, HOUR_MS);
  const own = { access: 'public', tag: TAG, params: OWN_PARAMS } as const;
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
          '(Personal Information Protection Law arts. 17, 19 and 35). The code of the receipt is shown once.',
        params: Type.Object(TOWNSHIP),
        body: CitizenAppeal,
        answer: Type.Object({ orderNo: Type.String(), code: Type.String() }),
        status: 201,
      },
      appeal,
    ),
    route(
      'POST',
      `${base}/{orderNo}/status`,
      { ...own, summary: 'How it stands 办理进度', body: WithCode, answer: OwnCase },
      status,
    ),
    route(
      'POST',
      `${base}/{orderNo}/photos`,
      {
        ...own,
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
      `${base}/{orderNo}/own-data`,
      { ...own, summary: 'What is held about me 查阅个人信息', body: WithCode, answer: OwnData },
      ownData,
    ),
    route(
      'POST',
      `${base}/{orderNo}/correction`,
      {
        ...own,
        summary: 'Correct my data 更正个人信息',
        body: Correction,
        answer: Type.Object({ corrected: Type.Array(Type.String()) }),
      },
      correct,
    ),
    route(
      'POST',
      `${base}/{orderNo}/deletion`,
      { ...own, summary: 'Delete my data 删除个人信息', body: WithCode, answer: Deleted },
      deleteData,
    ),
    route(
      'POST',
      `${base}/{orderNo}/consents`,
      { ...own, summary: 'Allow or forbid to name me 同意或撤回', body: OwnConsent },
      consent,
    ),
    route(
      'POST',
      `${base}/{orderNo}/explanations`,
      {
        ...own,
        summary: 'What was decided automatically, and why 自动决定说明',
        description: 'Personal Information Protection Law art. 24.',
        body: WithCode,
        answer: Explanations,
      },
      explanations,
    ),
    route(
      'GET',
      '/api/townships/{tenantId}/open-statistics',
      {
        access: 'public',
        tag: TAG,
        summary: 'Appeals of a month by place and category 公开统计',
        description: 'Counts that are so small that somebody could be told by them are left out, and so are all sums.',
        params: Type.Object(TOWNSHIP),
        query: Closed({ month: Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' }) }),
        answer: Type.Object({
          minimum: Type.Integer(),
          items: Type.Array(Type.Object({ unitKey: Nullable(Key), category: said.category, count: Type.Integer() })),
        }),
      },
      statistics,
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
        code: await issue(actor, orderNo),
      }),
    ),
  ];

  async function statistics({ params, query, request }: Ask<{ tenantId: string }, { month: string }, unknown>) {
    takeAsking(request.ip);
    const [year = 0, month = 1] = query.month.split('-').map(Number);
    const begin = (months: number) => Date.UTC(year, month - 1 + months) - ZONE_MS;
    const minimum = Number(deps.referenceOf(params.tenantId).setting('open_statistics_minimum'));
    const counts = await queries.evidence.openCounts(params.tenantId, begin(0), begin(1));
    const items = counts
      .filter(({ count }) => count >= minimum)
      .map(({ unitKey, ...each }) => ({ ...each, unitKey: unitKey === null ? null : keyText(unitKey) }));
    return { minimum, items };
  }

  async function appeal({ params, body, request }: Ask<{ tenantId: string }, unknown, Static<typeof CitizenAppeal>>) {
    takeAppeal(request.ip);
    const { unitKey, accusedUnitKey, occurredAt, ...words } = body;
    const actor = citizen(params.tenantId);
    const about = {
      ...(unitKey !== undefined && { unitKey: keyOf(unitKey) }),
      ...(accusedUnitKey !== undefined && { accusedUnitKey: keyOf(accusedUnitKey) }),
      ...(occurredAt !== undefined && { occurredAt: Date.parse(occurredAt) }),
    };
    const input = sealAppeal(vault, { source: 'web', ...words, ...about } as AppealDraft);
    const { orderNo } = await submit(registerAppeal, input, { actor });
    return { orderNo, code: await issue(actor, orderNo) };
  }

  async function status(ask: OwnAsk<Static<typeof WithCode>>) {
    return showOwn(await ownCase(ask, ask.body.code));
  }

  async function addPhoto(ask: OwnAsk) {
    const { params, request } = ask;
    const { appeal: received } = await ownCase(ask, String(request.headers['x-access-code'] ?? ''));
    const isReport = received.type === 'report';
    const kind = isReport ? 'report' : 'photo';
    const sealer = isReport ? vault.reports : vault;
    const file = await takeUpload(deps, request, { tenantId: params.tenantId, kind, sealer });
    const input = { orderNo: params.orderNo, kind, userTaskKey: null, ...file } as const;
    const { attachmentKey } = await submit(addAttachment, input, { actor: citizen(params.tenantId) });
    return { attachmentKey: keyText(attachmentKey) };
  }

  async function ownData(ask: OwnAsk<Static<typeof WithCode>>) {
    const { tenantId, orderNo } = ask.params;
    const file = await ownCase(ask, ask.body.code);
    await submit(giveOwnData, { orderNo }, { actor: citizen(tenantId) });
    const [files, seen] = await Promise.all([
      queries.evidence.attachments(tenantId, file.order.key),
      queries.evidence.reveals(tenantId, { orderNo, beforeKey: Number.MAX_SAFE_INTEGER, limit: 200 }),
    ]);
    const open = openerOf(vault, file.appeal.type === 'report');
    const opened = (sealed: string | null) => (sealed === null ? null : open(sealed));
    const { nameSealed, phoneSealed, addressSealed } = file.party;
    return {
      ...showOwn(file),
      name: opened(nameSealed),
      phone: opened(phoneSealed),
      address: opened(addressSealed),
      content: open(file.appeal.contentSealed),
      // what others wrote about the case names other people
      added: file.notes
        .filter(({ kind }) => kind === 'supplement' || kind === 'withdrawal')
        .map(({ at, textSealed }) => ({ at: instantText(at), text: open(textSealed) })),
      files: files
        .filter(({ destroyedAt }) => destroyedAt === null)
        .map(({ kind, addedAt, bytes }) => ({ kind, addedAt: instantText(addedAt), bytes })),
      seen: seen.map(({ at, what, reason }) => ({ at: instantText(at), what, reason: maskFreeText(reason) })),
    };
  }

  async function correct(ask: OwnAsk<Static<typeof Correction>>) {
    const { tenantId, orderNo } = ask.params;
    const { code, name, phone, address } = ask.body;
    const { seal } = sealerOf(await ownCase(ask, code));
    const number = phone === undefined ? undefined : plainPhone(phone);
    const input = {
      orderNo,
      ...(name !== undefined && { nameSealed: seal(name) }),
      ...(number !== undefined && { phone: { sealed: seal(number), hash: vault.fingerprint(number) } }),
      ...(address !== undefined && { addressSealed: seal(address) }),
    };
    return submit(correctParty, input, { actor: citizen(tenantId) });
  }

  async function deleteData(ask: OwnAsk<Static<typeof WithCode>>) {
    const { tenantId, orderNo } = ask.params;
    await ownCase(ask, ask.body.code);
    const { destroyed, kept } = await submit(deleteOwnData, { orderNo }, { actor: citizen(tenantId) });
    return { destroyed, kept: kept.map((each) => ({ class: each.class, until: instantText(each.until) })) };
  }

  async function consent(ask: OwnAsk<Static<typeof OwnConsent>>) {
    const { tenantId, orderNo } = ask.params;
    const { code, purpose, given } = ask.body;
    await ownCase(ask, code);
    await submit(recordConsent, { orderNo, purpose, given, form: 'recorded' }, { actor: citizen(tenantId) });
  }

  async function explanations(ask: OwnAsk<Static<typeof WithCode>>) {
    const { tenantId, orderNo } = ask.params;
    await ownCase(ask, ask.body.code);
    const entries = (await queries.workOrders.history(citizen(tenantId), orderNo, 0, 1_000)) ?? [];
    return { items: entries.flatMap(({ at, events }) => events.flatMap((event) => explain(event, at) ?? [])) };
  }

  /**
   * The case of whoever holds its code. A wrong code and a wrong number look the same.
   *
   * @throws {@link DomainError} ERR_ACCESS_CODE, ERR_TOO_MANY_REQUESTS
   */
  async function ownCase({ params: { tenantId, orderNo }, request }: OwnAsk, code: string): Promise<WorkOrderFile> {
    takeAsking(request.ip);
    takeTry(`${tenantId}/${orderNo}`);
    const hash = await queries.evidence.codeHash(tenantId, orderNo);
    const file = hash === hashOf(orderNo, code) ? await queries.workOrders.find(citizen(tenantId), orderNo) : undefined;
    if (file) return file;
    throw privacyError('ERR_ACCESS_CODE');
  }

  async function issue(actor: Actor, orderNo: string): Promise<string> {
    const code = [...randomBytes(CODE_LENGTH)].map((byte) => CODE_ALPHABET[byte % 32]).join('');
    await submit(issueAccessCode, { orderNo, codeHash: hashOf(orderNo, code) }, { actor });
    return code.replace(/(.{4})(?=.)/g, '$1-');
  }

  /** As people type it: small letters, blanks and hyphens do not matter. */
  function hashOf(orderNo: string, code: string): string {
    return vault.fingerprint(`code/${orderNo}/${code.replaceAll(/[ -]/g, '').toUpperCase()}`);
  }

  function sealerOf({ appeal: received }: WorkOrderFile) {
    return received.type === 'report' ? vault.reports : vault;
  }
}

// helpers

/** Whoever asks has been found out by the code. */
function citizen(tenantId: string): Actor {
  return systemActor('citizen', tenantId);
}

function showOwn({ order, appeal }: WorkOrderFile) {
  return {
    orderNo: order.orderNo,
    stateLabel: showState(order.state),
    receivedAt: instantText(appeal.receivedAt),
    dueAt: instantTextOrNull(order.dueAt),
    closedAt: instantTextOrNull(order.closedAt),
    publicReply: order.publicReply === null ? null : maskFreeText(order.publicReply),
  };
}
