import { appeal, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { dutyListItem, returnRequest } from '../../domain/duty-dispute/duty-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { can, isOpen } from '../../domain/appeal/work-order-state.ts';
import { itemInForce, requestOf, ruledUnit, toDisputant } from './dispute-work.ts';
import { changed, isReport, text } from '../order-work.ts';

/**
 * Carries out the final ruling of the monthly meeting: a new version of the item of the duty list counts from now on. An order still in hand
 * is taken from its first recipient when the meeting says so (`handOver`); else it stays there (Regulation art. 14) and the unit that was ruled
 * on joins in. What has been reported as done is not taken away any more.
 */
export const applyMeetingRuling: Handler = {
  jobType: 'apply-meeting-ruling',
  run(input) {
    const row = requestOf(input);
    const { now } = input;
    const unit = ruledUnit(input, { zh: '裁定', en: 'rule' }, true);
    const order = row.orderKey === null ? undefined : input.rows.find(workOrder, row.orderKey);
    const code = text(input.variables['dutyItem']) ?? '';
    const before = itemInForce(input, code);
    const version =
      Math.max(0, ...input.rows.list(dutyListItem, 'byCode', [input.tenantId, code]).map((item) => item.version)) + 1;
    const isOthers = order && isOpen(order.state) && order.ownerUnitKey !== null && order.ownerUnitKey !== unit.key;
    const isTaken = isOthers && input.variables['handOver'] === true && can(order.state, 'dispatched');
    // of a report of wrongdoing nobody learns who does not handle it
    const joins = isOthers && !isTaken && !order.coUnitKeys.includes(unit.key) && !isReport(input, order);
    return {
      variables: { outcome: 'reassigned' },
      changes: [
        put(returnRequest, {
          ...row,
          ruling: 'reassigned',
          ruledUnitKey: unit.key,
          final: true,
          ruledBy: input.actor.id,
          ruledAt: now,
          lostMs: now - row.requestedAt,
          chargedTo: row.unitKey === unit.key ? 'objector' : 'dispatcher',
        }),
        ...(before ? [put(dutyListItem, { ...before, validTo: now })] : []),
        put(dutyListItem, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          code,
          version,
          title: text(input.variables['dutyTitle']) ?? before?.title ?? code,
          category: before?.category ?? (order && input.rows.find(appeal, order.key)?.category) ?? null,
          mainUnitCode: unit.code,
          coUnitCodes: before?.coUnitCodes.filter((each) => each !== unit.code) ?? [],
          legalBasis: text(input.variables['legalBasis']) ?? before?.legalBasis ?? '',
          scope: unit.kind === 'department' || unit.kind === 'public_enterprise' ? 'district' : 'township',
          validFrom: now,
          validTo: null,
          changedByRequestKey: row.key,
          changedBy: input.actor.id,
        }),
        ...(joins ? [changed(order, { coUnitKeys: [...order.coUnitKeys, unit.key] })] : []),
      ],
      messages: [
        ...(isTaken
          ? [{ name: 'OrderRevoked', correlationKey: order.orderNo, variables: { designatedUnitKey: unit.key } }]
          : []),
        toDisputant(row, 'dispute_ruled_finally', unit.key),
        ...(row.unitKey === null || row.unitKey === unit.key
          ? []
          : [toDisputant(row, 'dispute_ruled_finally', row.unitKey)]),
        toDisputant(row, 'duty_list_changed', 'response_office'),
      ],
      events: [
        {
          type: 'duty-list.changed',
          key: row.orderKey ?? row.key,
          detail: { code, version, mainUnit: unit.code, requestKey: row.key },
        },
      ],
    };
  },
};
