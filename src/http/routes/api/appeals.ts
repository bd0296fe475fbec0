import type { Static } from 'typebox';
import { addOrderNote } from '../../../commands/appeal/add-order-note.ts';
import { recordCallbackResult } from '../../../commands/appeal/record-callback-result.ts';
import { registerAppeal } from '../../../commands/appeal/register-appeal.ts';
import { revealParty } from '../../../commands/privacy/reveal-party.ts';
import { supplementAppeal } from '../../../commands/appeal/supplement-appeal.ts';
import { withdrawAppeal } from '../../../commands/appeal/withdraw-appeal.ts';
import { sealAppeal } from '../../../domain/appeal/appeal-draft.ts';
import { appealError } from '../../../domain/appeal/appeal-errors.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { SubmitOptions } from '../../../domain/command.ts';
import { findSensitiveWords } from '../../../domain/appeal/sensitive-words.ts';
import type { Sealer } from '../../../domain/privacy/vault.ts';
import { Type } from 'typebox';
import { needs } from '../../access.ts';
import { openerOf } from '../../case-words.ts';
import type { HttpDeps } from '../../deps.ts';
import { optionalBody, route, type Ask, type Route } from '../../route.ts';
import * as shapes from '../../schemas/cases.ts';
import { instantOf, Key, keyOf, keyText, present } from '../../schemas/common.ts';

const WRITE = needs('appeals:write');
const TAG = 'Appeal';
const NoteKey = Type.Object({ noteKey: Key });
type OrderAsk<B> = Ask<Static<typeof shapes.ORDER_PARAMS>, unknown, B>;

/** What appellants say, from the first call to the callback. Clear text lives here for a moment and goes on sealed. */
export function appealRoutes(deps: HttpDeps): readonly Route[] {
  const { vault, submit } = deps;
  const ofOrder = { access: WRITE, tag: TAG, params: shapes.ORDER_PARAMS } as const;
  return [
    route(
      'POST',
      '/api/appeals',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Register an appeal 登记诉求',
        description:
          'Gives it an order number and starts its case. The same external number with the same content is registered once.',
        body: shapes.NewAppeal,
        answer: shapes.Registered,
        status: 201,
      },
      register,
    ),
    route(
      'POST',
      '/api/appeals/{orderNo}/supplements',
      {
        ...ofOrder,
        summary: 'Add what the appellant says 补充诉求',
        body: shapes.Supplement,
        answer: shapes.Supplemented,
      },
      supplement,
    ),
    route(
      'POST',
      '/api/appeals/{orderNo}/withdrawal',
      { ...ofOrder, summary: 'Withdraw at the appellant’s wish 撤诉', body: optionalBody(shapes.Withdrawal) },
      withdraw,
    ),
    route(
      'POST',
      '/api/appeals/{orderNo}/reveal',
      {
        ...ofOrder,
        summary: 'Show who appealed 查看诉求人',
        description: 'Each time is logged with its reason (Personal Information Protection Law arts. 51 and 54).',
        body: shapes.Reveal,
        answer: shapes.Revealed,
      },
      reveal,
    ),
    route(
      'POST',
      '/api/appeals/{orderNo}/callback-results',
      { ...ofOrder, summary: 'Record the hotline’s callback 回访结果', body: shapes.CallbackResult },
      recordCallback,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/notes',
      {
        ...ofOrder,
        tag: 'Work order',
        summary: 'Add a note 添加记录',
        body: shapes.NewNote,
        answer: NoteKey,
        status: 201,
      },
      addNote,
    ),
  ];

  async function register({ body, options }: Ask<unknown, unknown, Static<typeof shapes.NewAppeal>>) {
    const { unitKey, accusedUnitKey, occurredAt, ...said } = body;
    const about = present({
      unitKey: unitKey && keyOf(unitKey),
      accusedUnitKey: accusedUnitKey && keyOf(accusedUnitKey),
      occurredAt: occurredAt && instantOf(occurredAt),
    });
    const input = sealAppeal(vault, { ...said, ...(about as { unitKey?: number; occurredAt?: number }) });
    const registered = await submit(registerAppeal, input, sealedRequest(options, body));
    return {
      ...registered,
      orderKey: keyText(registered.orderKey),
      processInstanceKey: keyText(registered.processInstanceKey),
    };
  }

  async function supplement({ actor, params: { orderNo }, body, options }: OrderAsk<Static<typeof shapes.Supplement>>) {
    await requireSeen(actor, orderNo);
    const { seal } = await sealerOf(actor, orderNo);
    return submit(
      supplementAppeal,
      { orderNo, textSealed: seal(body.text), keywords: findSensitiveWords(body.text) },
      sealedRequest(options, { orderNo, ...body }),
    );
  }

  async function withdraw({
    actor,
    params: { orderNo },
    body,
    options,
  }: OrderAsk<Static<typeof shapes.Withdrawal> | null>) {
    await requireSeen(actor, orderNo);
    const { seal } = await sealerOf(actor, orderNo);
    const textSealed = body?.text === undefined ? null : seal(body.text);
    await submit(withdrawAppeal, { orderNo, textSealed }, sealedRequest(options, { orderNo, ...body }));
  }

  async function reveal({ actor, params: { orderNo }, body }: OrderAsk<Static<typeof shapes.Reveal>>) {
    await requireSeen(actor, orderNo);
    // no Idempotency-Key: seeing it twice is logged twice
    const { report } = await submit(revealParty, { orderNo, ...body }, { actor });
    const appellant = await deps.queries.evidence.party(actor.tenantId, orderNo);
    if (!appellant) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    const opened = openerOf(vault, report);
    const open = (sealed: string | null) => (sealed === null ? null : opened(sealed));
    const { nameSealed, phoneSealed, addressSealed } = appellant;
    const words = report ? await deps.queries.evidence.words(actor.tenantId, orderNo) : null;
    return {
      name: open(nameSealed),
      phone: open(phoneSealed),
      address: open(addressSealed),
      ...(words && { words: words.map(opened) }),
    };
  }

  async function recordCallback({
    actor,
    params: { orderNo },
    body,
    options,
  }: OrderAsk<Static<typeof shapes.CallbackResult>>) {
    await requireSeen(actor, orderNo);
    await submit(recordCallbackResult, { orderNo, ...body }, options);
  }

  async function addNote({ actor, params: { orderNo }, body, options }: OrderAsk<Static<typeof shapes.NewNote>>) {
    await requireSeen(actor, orderNo);
    const { seal } = await sealerOf(actor, orderNo);
    const input = { orderNo, kind: body.kind, textSealed: seal(body.text) };
    const { noteKey } = await submit(addOrderNote, input, sealedRequest(options, { orderNo, ...body }));
    return { noteKey: keyText(noteKey) };
  }

  /** The same text is sealed differently each time: what was asked is compared by keyed hash. */
  function sealedRequest(options: SubmitOptions, asked: object): SubmitOptions {
    return { ...options, request: vault.fingerprint(JSON.stringify(asked)) };
  }

  /** What is said about a report of wrongdoing has a key of its own. */
  async function sealerOf(actor: Actor, orderNo: string): Promise<Sealer> {
    return (await deps.queries.evidence.isReport(actor.tenantId, orderNo)) ? vault.reports : vault;
  }

  /** Programs without a unit need no look first: the command checks the tenant. */
  async function requireSeen(actor: Actor, orderNo: string): Promise<void> {
    if ((actor.kind !== 'person' && actor.unitKey === null) || (await deps.queries.workOrders.find(actor, orderNo)))
      return;
    throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
  }
}
