import type { Static } from 'typebox';
import { plainPhone } from '../../../domain/appeal/appeal-draft.ts';
import { appealError } from '../../../domain/appeal/appeal-errors.ts';
import type { auditEntry } from '../../../domain/process/process-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { answerUnlessKnown } from '../../etag.ts';
import { route, type Ask, type Route } from '../../route.ts';
import * as shapes from '../../schemas/cases.ts';
import {
  instantOf,
  instantText,
  keyOf,
  keyText,
  listing,
  matchOf,
  pageAnswer,
  present,
  same,
} from '../../schemas/common.ts';
import { showHeading, showOrder } from '../../show-order.ts';

const READ = needs('appeals:read');
const TAG = 'Work order';
type OrderAsk<Q = unknown> = Ask<Static<typeof shapes.ORDER_PARAMS>, Q, unknown>;

/** Orders, as far as the caller's unit goes. */
export function workOrderRoutes(deps: HttpDeps): readonly Route[] {
  const { workOrders } = deps.queries;
  const ofOrder = { access: READ, tag: TAG, params: shapes.ORDER_PARAMS } as const;
  return [
    route(
      'POST',
      '/api/work-orders/search',
      {
        access: READ,
        tag: TAG,
        summary: 'Search work orders 查询工单',
        body: shapes.WorkOrderSearch,
        answer: shapes.WorkOrderPage,
      },
      search,
    ),
    route(
      'GET',
      '/api/work-orders/{orderNo}',
      { ...ofOrder, summary: 'Get a work order 工单详情', answer: shapes.WorkOrder },
      get,
    ),
    route(
      'GET',
      '/api/work-orders/{orderNo}/history',
      {
        ...ofOrder,
        summary: 'What happened to a work order 办理过程',
        description:
          'Events of the order and of its processes, each automatic decision with its inputs and the rule that matched.',
        query: shapes.HistoryPage,
        answer: shapes.HistoryEvents,
      },
      history,
    ),
  ];

  async function search({ actor, body }: Ask<unknown, unknown, Static<typeof shapes.WorkOrderSearch>>) {
    const request = {
      tenantId: actor.tenantId,
      filter: filterOf(body?.filter ?? {}),
      ...listing(body, shapes.WORK_ORDER_SORT),
    };
    return pageAnswer(await workOrders.search(request, actor), showHeading);
  }

  async function get({ actor, params: { orderNo }, request, reply }: OrderAsk) {
    const file = await workOrders.find(actor, orderNo);
    if (!file) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    const { order, notes } = file;
    // a note does not change the order itself; who asks decides what is shown
    const version = [order.key, order.revision, notes.length, actor.id].join('-');
    return answerUnlessKnown(request, reply, version, () => showOrder(file, actor, deps.vault));
  }

  async function history({ actor, params: { orderNo }, query }: OrderAsk<Static<typeof shapes.HistoryPage>>) {
    const { after = '0', limit = 200 } = query;
    const entries = await workOrders.history(actor, orderNo, keyOf(after), limit);
    if (!entries) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    const last = entries.length === limit ? entries.at(-1) : undefined;
    return { items: entries.flatMap(showEvents), page: { endCursor: last ? keyText(last.key) : null } };
  }

  function filterOf(sent: NonNullable<NonNullable<Static<typeof shapes.WorkOrderSearch>>['filter']>) {
    return present({
      orderNo: matchOf(sent.orderNo, same),
      externalNo: matchOf(sent.externalNo, same),
      state: matchOf(sent.state, same),
      level: matchOf(sent.level, same),
      ownerUnitKey: matchOf(sent.ownerUnitKey, keyOf),
      source: matchOf(sent.source, same),
      type: matchOf(sent.type, same),
      category: matchOf(sent.category, same),
      receivedAt: matchOf(sent.receivedAt, instantOf),
      dueAt: matchOf(sent.dueAt, instantOf),
      closedAt: matchOf(sent.closedAt, instantOf),
      sensitive: matchOf(sent.sensitive, same),
      supervised: matchOf(sent.supervised, same),
      phoneHash: matchOf(sent.phone, (phone) => deps.vault.fingerprint(plainPhone(phone))),
    });
  }
}

// helpers

function showEvents({ key: entry, at, actor, command, events }: RowOf<typeof auditEntry>) {
  return events.map(({ type, processInstanceKey, elementId, key, detail }, index) => ({
    id: `${entry}.${index}`,
    at: instantText(at),
    actor,
    command,
    type,
    processInstanceKey: processInstanceKey === undefined ? null : keyText(processInstanceKey),
    elementId: elementId ?? null,
    key: key === undefined ? null : keyText(key),
    detail: detail ?? {},
  }));
}
