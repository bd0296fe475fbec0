import { appeal } from '../../domain/appeal/appeal-tables.ts';
import { hotlineNotice } from '../../domain/hotline/hotline-tables.ts';
import { BpmnError, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { ASSISTING_KINDS } from '../../domain/organisation/organisation-tables.ts';
import { openDeadline } from '../order-deadline.ts';
import { fourSlots } from '../order-responsibility.ts';
import {
  context,
  isAccused,
  isReport,
  moved,
  orderOf,
  text,
  toHotline,
  toStaff,
  unitByCode,
  type Order,
  type Unit,
} from '../order-work.ts';

/**
 * Dispatches the order to the unit that consultation (`unitCode`) or the catalogue (table D03) names, with its date and the reason for it.
 * In the list of co-handlers `village` stands for the village or community of the appeal.
 *
 * @throws {@link BpmnError} UNIT_NOT_FOUND when the unit does not exist, is one that may only assist (Regulation art. 17), or is accused by
 * the report that it would handle
 * @see Regulation arts. 12 ¶1 and 13; Petition Regulation art. 30
 */
export const dispatchOrder: Handler = {
  jobType: 'dispatch-order',
  run(input) {
    const order = orderOf(input);
    const d03 = context(input.variables['d03']);
    const owner = handlingUnit(input, text(input.variables['unitCode']) ?? text(d03['unit']) ?? '');
    if (isAccused(input, order.key, owner.key))
      throw new BpmnError('UNIT_NOT_FOUND', `'${owner.code}' is accused (art. 30)`);
    // of a report of wrongdoing nobody learns who does not handle it
    const assisting = isReport(input, order) ? [] : assistingUnits(input, order, d03['coUnits']);
    // the list may name the village that the table calls `village`: still one unit, and one task for it
    const coUnitKeys = [...new Set(assisting)].filter((key) => key !== owner.key);
    const external = externalDeadline(input, order);
    const statutory = statutoryDeadline(input, order);
    return {
      variables: {
        outcome: 'dispatched',
        ownerUnitKey: owner.key,
        coUnitKeys,
        dueAt: formatInstant(external.dueAt),
        unitCode: null,
      },
      changes: [
        moved(order, 'dispatched', {
          ownerUnitKey: owner.key,
          coUnitKeys,
          catalogueEntry: text(d03['entry']),
          dispatchedAt: input.now,
          dueAt: external.dueAt,
          statutoryDueAt: statutory?.dueAt ?? null,
        }),
        external.change,
        fourSlots(input, order, owner.key, coUnitKeys),
        ...(statutory ? [statutory.change] : []),
      ],
      messages: [
        toStaff(order, 'order_dispatched', owner.key),
        ...toHotline(input, order, 'OrderDispatched', { unit: owner.code, dueAt: formatInstant(external.dueAt) }),
      ],
      events: [
        { type: 'order.dispatched', key: order.key, detail: { ownerUnitKey: owner.key, dueAt: external.dueAt } },
      ],
    };
  },
};

// helpers

function handlingUnit(input: HandlerInput, code: string): Unit {
  const unit = unitByCode(input, code);
  if (!unit) throw new BpmnError('UNIT_NOT_FOUND', `no active organisation unit '${code}'`);
  if (ASSISTING_KINDS.includes(unit.kind)) throw new BpmnError('UNIT_NOT_FOUND', `'${code}' may only assist (art. 17)`);
  return unit;
}

function assistingUnits(input: HandlerInput, order: Order, codes: unknown): readonly number[] {
  return (Array.isArray(codes) ? codes : []).flatMap((code: unknown) => {
    if (code === 'village') return input.rows.find(appeal, order.key)?.unitKey ?? [];
    return typeof code === 'string' ? (unitByCode(input, code)?.key ?? []) : [];
  });
}

/** By our limit, or by the date of the hotline when that is earlier. */
function externalDeadline(input: HandlerInput, order: Order) {
  const limit = {
    kind: 'external',
    name: 'order',
    startAt: input.now,
    amount: order.limitAmount ?? 7,
    unit: order.limitUnit ?? 'natural_days',
    calendar: 'hotline',
  } as const;
  const ours = openDeadline(input, order, { ...limit, basis: order.limitBasis ?? 'D02' });
  const notAfter = input.rows
    .list(hotlineNotice, 'byOrder', [order.key])
    .find(({ kind }) => kind === 'dispatch')?.dueAt;
  if (!notAfter || notAfter >= ours.dueAt) return ours;
  return openDeadline(input, order, { ...limit, basis: '热线派单', notAfter });
}

function statutoryDeadline(input: HandlerInput, order: Order) {
  const days =
    context(input.variables['screening'])['statutoryDays'] ?? context(input.variables['facts'])['statutoryDays'];
  if (typeof days !== 'number' || days <= 0) return undefined;
  return openDeadline(input, order, {
    kind: 'statutory',
    name: 'order',
    startAt: input.now,
    amount: days,
    unit: 'natural_days',
    calendar: 'statutory',
    basis: '法定时限',
  });
}
