import type { Static } from 'typebox';
import { backRateWhistle } from '../../../commands/back-rate-whistle.ts';
import { blowWhistle } from '../../../commands/blow-whistle.ts';
import { callOffWhistle } from '../../../commands/call-off-whistle.ts';
import { changeDutyItem } from '../../../commands/change-duty-item.ts';
import { recordWhistleContact } from '../../../commands/record-whistle-contact.ts';
import { reportIn } from '../../../commands/report-in.ts';
import { voidWhistleRating } from '../../../commands/void-whistle-rating.ts';
import { appealError } from '../../../domain/appeal-errors.ts';
import { dutyError } from '../../../domain/duty-errors.ts';
import type { WhistleFile } from '../../../domain/duty-query-ports.ts';
import type { returnRequest } from '../../../domain/duty-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import { stageLabel } from '../../../domain/whistle-state.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS } from '../../schemas/cases.ts';
import { instantText, instantTextOrNull, keyOf, keyText, keyTextOrNull } from '../../schemas/common.ts';
import * as shapes from '../../schemas/whistles.ts';

const READ = needs('appeals:read');
const WRITE = needs('appeals:write');
const TAG = 'Whistle';
type WhistleAsk<B = unknown> = Ask<Static<typeof shapes.WHISTLE_PARAMS>, unknown, B>;

/** Whistles, beyond the tasks they give; the duty list and disputes about it. */
export function whistleRoutes({ queries, submit, clock }: HttpDeps): readonly Route[] {
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
      { ...ofWhistle, access: READ, summary: 'Get a whistle 哨详情', answer: shapes.Whistle },
      get,
    ),
    route(
      'POST',
      '/api/whistles/{whistleNo}/cancellation',
      { ...ofWhistle, summary: 'Call a whistle off 撤哨' },
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
    route(
      'GET',
      '/api/work-orders/{orderNo}/disputes',
      {
        access: READ,
        tag: 'Work order',
        summary: 'Objections and rulings 职责争议',
        params: ORDER_PARAMS,
        answer: shapes.Disputes,
      },
      disputes,
    ),
    route(
      'GET',
      '/api/duty-list',
      { access: READ, tag: 'Duty list', summary: 'The duty list in force 职责清单', answer: shapes.DutyList },
      dutyList,
    ),
    route(
      'PUT',
      '/api/duty-list/{code}',
      {
        access: needs('admin:write'),
        tag: 'Duty list',
        summary: 'Put a new version of an item in force 更新条目',
        params: shapes.ITEM_PARAMS,
        body: shapes.NewDutyItem,
        answer: shapes.ChangedDutyItem,
      },
      changeItem,
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
    return { items: (await duties.whistles(actor, query.orderNo)).map(showWhistle) };
  }

  async function get({ actor, params: { whistleNo } }: WhistleAsk) {
    const file = await duties.whistle(actor, whistleNo);
    if (!file) throw dutyError('ERR_WHISTLE_NOT_FOUND', { whistleNo });
    return showWhistle(file);
  }

  async function callOff({ params, options }: WhistleAsk) {
    await submit(callOffWhistle, params, options);
  }

  async function contact({ params, body, options }: WhistleAsk<Static<typeof shapes.OfUnit>>) {
    const input = { ...params, unitKey: keyOf(body.unitKey) };
    const { contactAt } = await submit(recordWhistleContact, input, options);
    return { contactAt: instantText(contactAt) };
  }

  async function arrive({ params, body, options }: WhistleAsk<Static<typeof shapes.NewReportIn>>) {
    return submit(reportIn, { ...params, ...body, unitKey: keyOf(body.unitKey) }, options);
  }

  async function backRate({ params, body, options }: WhistleAsk<Static<typeof shapes.NewBackRating>>) {
    await submit(backRateWhistle, { ...params, ...body, unitKey: keyOf(body.unitKey) }, options);
  }

  async function correct({ params, body, options }: WhistleAsk<Static<typeof shapes.OfUnit>>) {
    const { ratingKey } = await submit(voidWhistleRating, { ...params, unitKey: keyOf(body.unitKey) }, options);
    return { ratingKey: keyText(ratingKey) };
  }

  async function disputes({ actor, params: { orderNo } }: Ask<Static<typeof ORDER_PARAMS>, unknown, unknown>) {
    const file = await queries.workOrders.find(actor, orderNo);
    if (!file) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    return { items: (await duties.disputes(actor.tenantId, file.order.key)).map(showDispute) };
  }

  async function dutyList({ actor }: Ask<unknown, unknown, unknown>) {
    const items = await duties.dutyList(actor.tenantId, clock.now());
    return {
      items: items.map(({ code, version, title, category, mainUnitCode, coUnitCodes, legalBasis, scope, ...item }) => ({
        code,
        version,
        validFrom: instantText(item.validFrom),
        changedByRequestKey: keyTextOrNull(item.changedByRequestKey),
        title,
        category,
        mainUnitCode,
        coUnitCodes,
        legalBasis,
        scope,
      })),
    };
  }

  async function changeItem({
    params,
    body,
    options,
  }: Ask<Static<typeof shapes.ITEM_PARAMS>, unknown, Static<typeof shapes.NewDutyItem>>) {
    const { itemKey, version } = await submit(changeDutyItem, { ...params, ...body }, options);
    return { itemKey: keyText(itemKey), version };
  }
}

// helpers

function showDispute(request: RowOf<typeof returnRequest>) {
  const { origin, citedItem, rule, ruling, final, lostMs, chargedTo } = request;
  return {
    requestKey: keyText(request.key),
    origin,
    unitKey: keyTextOrNull(request.unitKey),
    citedItem,
    proposedUnitKey: keyTextOrNull(request.proposedUnitKey),
    requestedAt: instantText(request.requestedAt),
    windowEndsAt: instantTextOrNull(request.windowEndsAt),
    rule,
    ruling,
    ruledUnitKey: keyTextOrNull(request.ruledUnitKey),
    final,
    ruledAt: instantTextOrNull(request.ruledAt),
    lostMinutes: lostMs === null ? null : Math.round(lostMs / 60_000),
    chargedTo,
    meetingAt: instantTextOrNull(request.meetingAt),
  };
}

function showWhistle({ whistle, orderNo, units, ratings }: WhistleFile) {
  const { whistleNo, kind, level, stage, place, reason, round, result, escalationReason } = whistle;
  return {
    whistleNo,
    orderNo,
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
      signedAt: instantTextOrNull(unit.signedAt),
      contactAt: instantTextOrNull(unit.contactAt),
      reportDueAt: instantTextOrNull(unit.reportDueAt),
      arrivedAt: instantTextOrNull(unit.arrivedAt),
      personCount: unit.personCount,
      topRank: unit.topRank,
      absent: unit.absent,
      objection: unit.objection,
      taskResult: unit.taskResult,
      releasedAt: instantTextOrNull(unit.releasedAt),
      rating: ratings.findLast(({ unitKey }) => unitKey === unit.unitKey)?.total ?? null,
      backRating: unit.backRating,
    })),
  };
}
