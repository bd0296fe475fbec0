import type { Static } from 'typebox';
import { changeDutyItem } from '../../../commands/duty-dispute/change-duty-item.ts';
import { appealError } from '../../../domain/appeal/appeal-errors.ts';
import type { DisputeFile } from '../../../domain/duty-dispute/duty-query-ports.ts';
import type { dutyListItem, returnRequest } from '../../../domain/duty-dispute/duty-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS } from '../../schemas/cases.ts';
import { instantText, instantTextOrNull, keyText, keyTextOrNull } from '../../schemas/common.ts';
import * as shapes from '../../schemas/whistles.ts';

const READ = needs('appeals:read');
const TAG = 'Duty list';
type ItemAsk<B = unknown> = Ask<Static<typeof shapes.ITEM_PARAMS>, unknown, B>;

/** Whose duty it is: the duty list and disputes about it. */
export function dutyRoutes({ queries, submit, clock }: HttpDeps): readonly Route[] {
  const { duties } = queries;
  return [
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
      ofOrder,
    ),
    route(
      'GET',
      '/api/disputes',
      {
        access: READ,
        tag: TAG,
        summary: 'List disputes about duties 职责争议列表',
        description: 'All, or those that the caller’s unit is a side of; the newest first, at most 200.',
        query: shapes.DisputeQuery,
        answer: shapes.DisputeFiles,
      },
      list,
    ),
    route(
      'GET',
      '/api/duty-list',
      { access: READ, tag: TAG, summary: 'The duty list in force 职责清单', answer: shapes.DutyList },
      dutyList,
    ),
    route(
      'GET',
      '/api/duty-list/{code}/versions',
      {
        access: READ,
        tag: TAG,
        summary: 'Versions of an item 条目历次版本',
        description: 'The newest first.',
        params: shapes.ITEM_PARAMS,
        answer: shapes.DutyVersions,
      },
      versions,
    ),
    route(
      'PUT',
      '/api/duty-list/{code}',
      {
        access: needs('admin:write'),
        tag: TAG,
        summary: 'Put a new version of an item in force 更新条目',
        params: shapes.ITEM_PARAMS,
        body: shapes.NewDutyItem,
        answer: shapes.ChangedDutyItem,
      },
      changeItem,
    ),
  ];

  async function ofOrder({ actor, params: { orderNo } }: Ask<Static<typeof ORDER_PARAMS>, unknown, unknown>) {
    const file = await queries.workOrders.find(actor, orderNo);
    if (!file) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    return { items: (await duties.disputes(actor.tenantId, file.order.key)).map(showDispute) };
  }

  async function list({ actor, query }: Ask<unknown, Static<typeof shapes.DisputeQuery>, unknown>) {
    return { items: (await duties.disputeFiles(actor, query.open === true)).map(showFile) };
  }

  async function dutyList({ actor }: Ask<unknown, unknown, unknown>) {
    return { items: (await duties.dutyList(actor.tenantId, clock.now())).map(showItem) };
  }

  async function versions({ actor, params: { code } }: ItemAsk) {
    const items = await duties.dutyVersions(actor.tenantId, code);
    return {
      items: items.map((item) => ({
        ...showItem(item),
        validTo: instantTextOrNull(item.validTo),
        changedBy: item.changedBy,
      })),
    };
  }

  async function changeItem({ params, body, options }: ItemAsk<Static<typeof shapes.NewDutyItem>>) {
    const { itemKey, version } = await submit(changeDutyItem, { ...params, ...body }, options);
    return { itemKey: keyText(itemKey), version };
  }
}

// helpers

function showItem(item: RowOf<typeof dutyListItem>) {
  const { code, version, title, category, mainUnitCode, coUnitCodes, legalBasis, scope } = item;
  return {
    ...{ code, version, title, category, mainUnitCode, coUnitCodes, legalBasis, scope },
    validFrom: instantText(item.validFrom),
    changedByRequestKey: keyTextOrNull(item.changedByRequestKey),
  };
}

function showFile({ request, orderNo, whistleNo, step }: DisputeFile) {
  return {
    ...showDispute(request),
    orderNo,
    whistleNo,
    opinion: request.opinion,
    step: step && {
      elementId: step.elementId,
      dueAt: instantTextOrNull(step.dueAt),
      userTaskKey: keyTextOrNull(step.userTaskKey),
    },
  };
}

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
