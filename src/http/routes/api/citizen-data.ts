import { Type, type Static } from 'typebox';
import { correctParty } from '../../../commands/privacy/correct-party.ts';
import { deleteOwnData } from '../../../commands/privacy/delete-own-data.ts';
import { giveOwnData } from '../../../commands/privacy/give-own-data.ts';
import { recordConsent } from '../../../commands/round-table/record-consent.ts';
import { plainPhone } from '../../../domain/appeal/appeal-draft.ts';
import { maskFreeText } from '../../../domain/privacy/masking.ts';
import { openerOf } from '../../case-words.ts';
import type { HttpDeps } from '../../deps.ts';
import { decidedBy, explain } from '../../explain-decision.ts';
import { findTable } from '../../find-table.ts';
import { citizen, Code, OWN_PARAMS, WithCode, type OwnAsk, type OwnCases } from '../../own-case.ts';
import { route, type Route } from '../../route.ts';
import { NewAppeal } from '../../schemas/cases.ts';
import { Closed, Instant, instantText, Nullable } from '../../schemas/common.ts';
import { OwnCase, showOwn } from '../../show-own-case.ts';
import { tableWords, type TableWords } from '../../table-words.ts';

const TAG = 'Citizen';
const said = NewAppeal.properties;
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

/** What people without an account may know and decide about data that is held of them. */
export function citizenDataRoutes({ vault, submit, queries }: HttpDeps, own: OwnCases): readonly Route[] {
  const ofOwn = { access: 'public', tag: TAG, params: OWN_PARAMS } as const;
  const base = '/api/townships/{tenantId}/appeals';
  return [
    route(
      'POST',
      `${base}/{orderNo}/own-data`,
      { ...ofOwn, summary: 'What is held about me 查阅个人信息', body: WithCode, answer: OwnData },
      ownData,
    ),
    route(
      'POST',
      `${base}/{orderNo}/correction`,
      {
        ...ofOwn,
        summary: 'Correct my data 更正个人信息',
        body: Correction,
        answer: Type.Object({ corrected: Type.Array(Type.String()) }),
      },
      correct,
    ),
    route(
      'POST',
      `${base}/{orderNo}/deletion`,
      { ...ofOwn, summary: 'Delete my data 删除个人信息', body: WithCode, answer: Deleted },
      deleteData,
    ),
    route(
      'POST',
      `${base}/{orderNo}/consents`,
      { ...ofOwn, summary: 'Allow or forbid to name me 同意或撤回', body: OwnConsent },
      consent,
    ),
    route(
      'POST',
      `${base}/{orderNo}/explanations`,
      {
        ...ofOwn,
        summary: 'What was decided automatically, and why 自动决定说明',
        description: 'Personal Information Protection Law art. 24.',
        body: WithCode,
        answer: Explanations,
      },
      explanations,
    ),
  ];

  async function ownData(ask: OwnAsk<Static<typeof WithCode>>) {
    const { tenantId, orderNo } = ask.params;
    const file = await own.find(ask, ask.body.code);
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
    const { seal } = own.sealerOf(await own.find(ask, code));
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
    await own.find(ask, ask.body.code);
    const { destroyed, kept } = await submit(deleteOwnData, { orderNo }, { actor: citizen(tenantId) });
    return { destroyed, kept: kept.map((each) => ({ class: each.class, until: instantText(each.until) })) };
  }

  async function consent(ask: OwnAsk<Static<typeof OwnConsent>>) {
    const { tenantId, orderNo } = ask.params;
    const { code, purpose, given } = ask.body;
    await own.find(ask, code);
    await submit(recordConsent, { orderNo, purpose, given, form: 'recorded' }, { actor: citizen(tenantId) });
  }

  async function explanations(ask: OwnAsk<Static<typeof WithCode>>) {
    const { tenantId, orderNo } = ask.params;
    await own.find(ask, ask.body.code);
    const entries = (await queries.workOrders.history(citizen(tenantId), orderNo, 0, 1_000)) ?? [];
    const read = new Map<string, TableWords | undefined>();
    const items: ReturnType<typeof explain>[] = [];
    for (const { at, events } of entries)
      for (const event of events) {
        const by = decidedBy(event);
        if (!by) continue;
        const name = `${by.decision} ${by.version}`;
        if (!read.has(name)) read.set(name, await wordsOf(tenantId, by.decision, by.version));
        items.push(explain(event, by, at, read.get(name)));
      }
    return { items };
  }

  async function wordsOf(tenantId: string, decisionId: string, version: number): Promise<TableWords | undefined> {
    const file = await findTable(queries.processDefinitions, tenantId, decisionId, version);
    return file && tableWords(file.content);
  }
}
