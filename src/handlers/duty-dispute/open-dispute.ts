import { appeal, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { dutyListItem, inForce, returnRequest } from '../../domain/duty-dispute/duty-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { itemInForce, requestOf, type Request } from './dispute-work.ts';
import { isReport, level, orderOf, text, unitByCode, type Order } from '../order-work.ts';
import { limitEnd } from '../whistle/whistle-work.ts';

/**
 * Writes down an objection, or what was put right in it, and gathers what table D07 asks for: is it in time, is the item it cites in force,
 * was it ruled on before, and whose duty is it by the list.
 */
export const openDispute: Handler = {
  jobType: 'open-dispute',
  run(input) {
    const row = typeof input.variables['requestKey'] === 'number' ? corrected(input) : opened(input);
    const order = row.orderKey === null ? undefined : input.rows.find(workOrder, row.orderKey);
    const proposedUnitCode =
      row.proposedUnitKey === null ? null : (input.rows.find(orgUnit, row.proposedUnitKey)?.code ?? null);
    return {
      variables: {
        requestKey: row.key,
        proposedUnitKey: row.proposedUnitKey,
        unitCode: proposedUnitCode,
        ruling: null,
        escalated: false,
        dispute: facts(input, row, order),
      },
      changes: [put(returnRequest, row)],
      events: [
        {
          type: row.corrected ? 'dispute.corrected' : 'dispute.opened',
          key: row.orderKey ?? row.key,
          detail: { requestKey: row.key, origin: row.origin, citedItem: row.citedItem },
        },
      ],
    };
  },
};

// helpers

function opened(input: HandlerInput): Request {
  const order = typeof input.variables['orderKey'] === 'number' ? orderOf(input) : undefined;
  const whistleKey = typeof input.variables['whistleKey'] === 'number' ? input.variables['whistleKey'] : null;
  const unitKey = typeof input.variables['ownerUnitKey'] === 'number' ? input.variables['ownerUnitKey'] : null;
  return {
    key: input.nextKey(),
    revision: 0,
    tenantId: input.tenantId,
    origin: whistleKey !== null ? 'whistle' : unitKey === null ? 'routing_tie' : 'order',
    orderKey: order?.key ?? null,
    whistleKey,
    unitKey,
    ...said(input, order),
    requestedAt: input.now,
    windowEndsAt:
      order?.dispatchedAt && whistleKey === null
        ? limitEnd(input, 'return_window', order.level ?? 'L3', order.dispatchedAt)
        : null,
    corrected: false,
    rule: null,
    opinion: null,
    ruling: null,
    ruledUnitKey: null,
    final: false,
    ruledBy: null,
    ruledAt: null,
    lostMs: null,
    chargedTo: null,
    meetingAt: null,
    postponed: 0,
  };
}

function corrected(input: HandlerInput): Request {
  const row = requestOf(input);
  const order = row.orderKey === null ? undefined : input.rows.find(workOrder, row.orderKey);
  return { ...row, ...said(input, order), corrected: true };
}

/** Of a report of wrongdoing nobody learns who does not handle it, so nobody is asked either. */
function said(input: HandlerInput, order: Order | undefined): Pick<Request, 'citedItem' | 'proposedUnitKey'> {
  const code = order && isReport(input, order) ? null : text(input.variables['proposedUnit']);
  return {
    citedItem: text(input.variables['citedItem']),
    proposedUnitKey: code === null ? null : (unitByCode(input, code)?.key ?? null),
  };
}

function facts(input: HandlerInput, row: Request, order: Order | undefined) {
  const received = order && input.rows.find(appeal, order.key);
  const listed = received
    ? inForce(input.rows.list(dutyListItem, 'byCategory', [input.tenantId, received.category]), input.now)
    : [];
  const cited = row.citedItem === null ? undefined : itemInForce(input, row.citedItem);
  const matching = listed.length > 0 ? listed : cited ? [cited] : [];
  const objector = row.unitKey === null ? undefined : input.rows.find(orgUnit, row.unitKey)?.code;
  const others = new Set(matching.map(({ mainUnitCode }) => mainUnitCode).filter((code) => code !== objector));
  const scopes = new Set(matching.map(({ scope }) => scope));
  const earlier = row.orderKey === null ? [] : input.rows.list(returnRequest, 'byOrder', [row.orderKey]);
  return {
    origin: row.origin,
    adjudicated: earlier.some((other) => other.key !== row.key && other.final && isAbout(other, row)),
    inWindow: row.windowEndsAt === null || row.requestedAt < row.windowEndsAt,
    citedValid: cited !== undefined,
    corrected: row.corrected,
    cityDirect: received?.source === 'hotline_12345' && received.externalNo !== null,
    overlap: scopes.has('township') && (scopes.has('district') || scopes.has('city')),
    matches: others.size,
    level: level(order?.level),
  };
}

/** The unit that was ruled to do it, or whose objection failed, may not return it. */
function isAbout(earlier: Request, { unitKey, whistleKey }: Request): boolean {
  if (earlier.whistleKey !== whistleKey) return false;
  return earlier.ruling === 'reassigned' ? earlier.ruledUnitKey === unitKey : earlier.unitKey === unitKey;
}
