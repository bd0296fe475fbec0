import type { Static } from 'typebox';
import { backRateWhistle } from '../../../commands/whistle/back-rate-whistle.ts';
import { blowWhistle } from '../../../commands/whistle/blow-whistle.ts';
import { callOffWhistle } from '../../../commands/whistle/call-off-whistle.ts';
import { previewWhistle } from '../../../commands/whistle/preview-whistle.ts';
import { recordWhistleContact } from '../../../commands/whistle/record-whistle-contact.ts';
import { reportIn } from '../../../commands/whistle/report-in.ts';
import { voidWhistleRating } from '../../../commands/whistle/void-whistle-rating.ts';
import type { Actor } from '../../../domain/actor.ts';
import { openArea, sealSpot } from '../../../domain/whistle/arrival.ts';
import { dutyError } from '../../../domain/duty-dispute/duty-errors.ts';
import type { WhistleFile } from '../../../domain/duty-dispute/duty-query-ports.ts';
import { stageLabel } from '../../../domain/whistle/whistle-state.ts';
import type { Vault } from '../../../domain/privacy/vault.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { optionalBody, route, type Ask, type Route } from '../../route.ts';
import { instantText, instantTextOrNull, keyOf, keyText, keyTextOrNull, pageOf } from '../../schemas/common.ts';
import * as shapes from '../../schemas/whistles.ts';

const READ = needs('appeals:read');
const WRITE = needs('appeals:write');
const TAG = 'Whistle';
type WhistleAsk<B = unknown> = Ask<Static<typeof shapes.WHISTLE_PARAMS>, unknown, B>;

/** Whistles, beyond the tasks they give. */
export function whistleRoutes({ queries, submit, vault }: HttpDeps): readonly Route[] {
  const { duties } = queries;
  const ofWhistle = { access: WRITE, tag: TAG, params: shapes.WHISTLE_PARAMS } as const;
  return [
    route(
      'POST',
      '/api/whistles',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Blow a whistle 吹哨',
        description:
          'On one’s own initiative, also for several appeals. Kind, level and approval follow from table D05.',
        body: shapes.NewWhistle,
        answer: shapes.Blown,
        status: 201,
      },
      blow,
    ),
    route(
      'POST',
      '/api/whistles/preview',
      {
        access: WRITE,
        tag: TAG,
        summary: 'What kind and level a whistle would have 吹哨预览',
        description: 'What table D05 decides, and who would approve it. Nothing is blown.',
        body: shapes.PreviewQuestion,
        answer: shapes.Preview,
      },
      async ({ actor, body }: Ask<unknown, unknown, Static<typeof shapes.PreviewQuestion>>) =>
        submit(previewWhistle, body, { actor }),
    ),
    route(
      'GET',
      '/api/whistles',
      {
        access: READ,
        tag: TAG,
        summary: 'List whistles 哨列表',
        description: 'The newest first, at most 200.',
        query: shapes.WhistleQuery,
        answer: shapes.WhistleList,
      },
      list,
    ),
    route(
      'GET',
      '/api/whistles/{whistleNo}',
      { ...ofWhistle, access: READ, summary: 'Get a whistle 哨详情', answer: shapes.WhistleWithTasks },
      get,
    ),
    route(
      'POST',
      '/api/whistles/{whistleNo}/cancellation',
      { ...ofWhistle, summary: 'Call a whistle off 撤哨', body: optionalBody(shapes.CallOff) },
      callOff,
    ),
    route(
      'POST',
      '/api/whistles/{whistleNo}/contacts',
      {
        ...ofWhistle,
        summary: 'Record contact with the blower 联系吹哨单位',
        body: shapes.OfUnit,
        answer: shapes.Contacted,
      },
      contact,
    ),
    route(
      'POST',
      '/api/whistles/{whistleNo}/report-ins',
      {
        ...ofWhistle,
        summary: 'Report in 报到签到',
        body: shapes.NewReportIn,
        answer: shapes.ReportedIn,
        status: 201,
      },
      arrive,
    ),
    route(
      'POST',
      '/api/whistles/{whistleNo}/back-ratings',
      { ...ofWhistle, summary: 'Rate the whistle as a called unit 反评', body: shapes.NewBackRating },
      backRate,
    ),
    route(
      'POST',
      '/api/whistles/{whistleNo}/rating-corrections',
      {
        ...ofWhistle,
        summary: 'Set a rating to nought after verification 核验虚假更正评价',
        body: shapes.OfUnit,
        answer: shapes.RatingKey,
        status: 201,
      },
      correct,
    ),
  ];

  async function blow({ body, options }: Ask<unknown, unknown, Static<typeof shapes.NewWhistle>>) {
    const { unitKey, ...said } = body;
    const own = unitKey === undefined ? {} : { unitKey: unitKey === null ? null : keyOf(unitKey) };
    const blown = await submit(blowWhistle, { ...said, ...own }, options);
    return {
      whistleNo: blown.whistleNo,
      whistleKey: keyText(blown.whistleKey),
      processInstanceKey: keyText(blown.processInstanceKey),
    };
  }

  async function list({ actor, query }: Ask<unknown, Static<typeof shapes.WhistleQuery>, unknown>) {
    return { items: (await duties.whistles(actor, query)).map((file) => showWhistle(vault, file)) };
  }

  async function get({ actor, params: { whistleNo } }: WhistleAsk) {
    const file = await duties.whistle(actor, whistleNo);
    if (!file) throw dutyError('ERR_WHISTLE_NOT_FOUND', { whistleNo });
    return { ...showWhistle(vault, file), tasks: await tasksOf(actor, file.whistle.processInstanceKey) };
  }

  /** What the caller has to do in a whistle, each task with the called unit that it is about. */
  async function tasksOf(actor: Actor, processInstanceKey: number) {
    const { tenantId } = actor;
    const filter = { processInstanceKey: { eq: processInstanceKey }, state: { eq: 'CREATED' as const } };
    const { items } = await queries.userTasks.searchOwn({ tenantId, filter, page: pageOf({}) }, actor);
    return Promise.all(
      items.map(async ({ key, elementId, elementInstanceKey, dueAt }) => {
        const known = await queries.variables.visibleAt(tenantId, processInstanceKey, elementInstanceKey);
        const unit = known?.find(({ name }) => name === 'unitKey')?.value;
        return {
          userTaskKey: keyText(key),
          elementId,
          unitKey: typeof unit === 'number' ? keyText(unit) : null,
          dueAt: instantTextOrNull(dueAt),
        };
      }),
    );
  }

  async function callOff({ params, body, options }: WhistleAsk<Static<typeof shapes.CallOff> | null>) {
    await submit(callOffWhistle, { ...params, ...body }, options);
  }

  async function contact({ params, body, options }: WhistleAsk<Static<typeof shapes.OfUnit>>) {
    const input = { ...params, unitKey: keyOf(body.unitKey) };
    const { contactAt } = await submit(recordWhistleContact, input, options);
    return { contactAt: instantText(contactAt) };
  }

  async function arrive({ params, body, options }: WhistleAsk<Static<typeof shapes.NewReportIn>>) {
    const { latitude, longitude, ...said } = body;
    const input = { ...params, ...said, unitKey: keyOf(body.unitKey), placeSealed: sealSpot(vault, body) };
    // the same place is sealed differently each time
    const request = vault.fingerprint(JSON.stringify([params, said, latitude, longitude]));
    return submit(reportIn, input, { ...options, request });
  }

  async function backRate({ params, body, options }: WhistleAsk<Static<typeof shapes.NewBackRating>>) {
    await submit(backRateWhistle, { ...params, ...body, unitKey: keyOf(body.unitKey) }, options);
  }

  async function correct({ params, body, options }: WhistleAsk<Static<typeof shapes.OfUnit>>) {
    const { ratingKey } = await submit(voidWhistleRating, { ...params, unitKey: keyOf(body.unitKey) }, options);
    return { ratingKey: keyText(ratingKey) };
  }
}

// helpers

function showWhistle(vault: Pick<Vault, 'open'>, { whistle, orderNo, linkedOrderNos, units, ratings }: WhistleFile) {
  const { whistleNo, kind, level, stage, place, reason, round, result, escalationReason } = whistle;
  return {
    whistleNo,
    orderNo,
    linkedOrderNos,
    kind,
    level,
    stage,
    stageLabel: stageLabel(stage),
    stageTimes: Object.fromEntries(Object.entries(whistle.stageTimes).map(([name, at]) => [name, instantText(at)])),
    place,
    reason,
    blowerUnitKey: keyTextOrNull(whistle.blowerUnitKey),
    publishedAt: instantTextOrNull(whistle.publishedAt),
    dueAt: instantTextOrNull(whistle.dueAt),
    round,
    result,
    escalationReason,
    closedAt: instantTextOrNull(whistle.closedAt),
    units: units.map((unit) => ({
      unitKey: keyText(unit.unitKey),
      signDueAt: instantTextOrNull(unit.signDueAt),
      signedAt: instantTextOrNull(unit.signedAt),
      contactDueAt: instantTextOrNull(unit.contactDueAt),
      contactAt: instantTextOrNull(unit.contactAt),
      reportDueAt: instantTextOrNull(unit.reportDueAt),
      arrivedAt: instantTextOrNull(unit.arrivedAt),
      arrivedArea: unit.arrivedPlaceSealed === null ? null : openArea(vault, unit.arrivedPlaceSealed),
      personCount: unit.personCount,
      topRank: unit.topRank,
      absent: unit.absent,
      objection: unit.objection,
      taskResult: unit.taskResult,
      releasedAt: instantTextOrNull(unit.releasedAt),
      ...ratingOf(ratings.findLast(({ unitKey }) => unitKey === unit.unitKey)),
      backRating: unit.backRating,
    })),
  };
}

function ratingOf(counts: WhistleFile['ratings'][number] | undefined) {
  return { rating: counts?.total ?? null, ratingItems: counts?.items ?? null };
}
