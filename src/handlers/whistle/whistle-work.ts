import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { numberSeries, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { dayOf, formatDay } from '../../domain/day.ts';
import type { Deadline } from '../../domain/appeal/deadline-basis.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { put, type HandlerInput, type RowChange, type ThrownMessage } from '../../domain/process/handler.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { actsFor } from '../../domain/organisation/role-scopes.ts';
import type { RowOf } from '../../domain/table.ts';
import { hasEnded, toStage } from '../../domain/whistle/whistle-state.ts';
import { whistle, whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import type { WhistleResult } from '../../domain/whistle/whistle-words.ts';
import { can } from '../../domain/appeal/work-order-state.ts';
import { moved, text, type Order, type Unit } from '../order-work.ts';

/** What the handlers of whistles have in common. */

export type Whistle = RowOf<typeof whistle>;
export type CalledUnit = RowOf<typeof whistleUnit>;

/**
 * The whistle that the process instance is about, named by the variable `whistleKey`.
 *
 * @throws {@link DomainError} ERR_WHISTLE_NOT_FOUND
 */
export function whistleOf(input: HandlerInput): Whistle {
  const key = input.variables['whistleKey'];
  const row = typeof key === 'number' ? input.rows.find(whistle, key) : undefined;
  if (row?.tenantId === input.tenantId) return row;
  throw dutyError('ERR_WHISTLE_NOT_FOUND', { whistleNo: text(input.variables['whistleNo']) ?? String(key) });
}

/** The units that a whistle calls. */
export function calledUnits(input: HandlerInput, { key }: Whistle): readonly CalledUnit[] {
  return input.rows.list(whistleUnit, 'byWhistle', [key]);
}

/**
 * The unit that the item is about, named by the variable `unitKey`.
 *
 * @throws {@link DomainError} ERR_UNIT_NOT_INVITED
 */
export function calledUnit(input: HandlerInput, row: Whistle): CalledUnit {
  const unitKey = input.variables['unitKey'];
  const called = calledUnits(input, row).find((each) => each.unitKey === unitKey);
  if (called) return called;
  throw dutyError('ERR_UNIT_NOT_INVITED', { unit: unitKey, whistleNo: row.whistleNo, do: 'act', doZh: '办理' });
}

/**
 * Makes sure that a person acts for their own unit; programs and the system act for all.
 *
 * @throws {@link DomainError} ERR_NOT_OWN_UNIT
 */
export function requireOwnUnit(
  input: HandlerInput,
  unitKey: number,
  act: { readonly zh: string; readonly en: string },
): void {
  const { kind, unitKey: own } = input.actor;
  if (kind !== 'person' || own === null || actsFor(input.actor, unitKey)) return;
  throw dutyError('ERR_NOT_OWN_UNIT', { unit: unitName(input, unitKey), do: act.en, doZh: act.zh });
}

/** The name of a unit, for sentences. */
export function unitName(input: HandlerInput, unitKey: number): string {
  return input.rows.find(orgUnit, unitKey)?.name ?? String(unitKey);
}

/** The active units of these codes. @throws {@link DomainError} ERR_UNIT_NOT_FOUND */
export function unitsByCode(input: HandlerInput, codes: readonly string[]): readonly Unit[] {
  return codes.map((code) => {
    const unit = input.rows.list(orgUnit, 'byCode', [input.tenantId, code]).find(({ active }) => active);
    if (unit) return unit;
    throw appealError('ERR_UNIT_NOT_FOUND', { unit: code });
  });
}

/** The order that waits for the whistle, if any. */
export function waitingOrder(input: HandlerInput, { orderKey }: Whistle): Order | undefined {
  return orderKey === null ? undefined : input.rows.find(workOrder, orderKey);
}

/** Puts the waiting order back in hand. */
export function backInHand(input: HandlerInput, row: Whistle): readonly RowChange[] {
  const order = waitingOrder(input, row);
  return order?.state === 'whistled' && can(order.state, 'in_progress') ? [moved(order, 'in_progress')] : [];
}

/** A message to a unit or role about a whistle. */
export function toCalled({ whistleNo, key, orderKey }: Whistle, template: string, to: string | number): ThrownMessage {
  return { name: 'StaffNotified', channel: 'staff', variables: { whistleNo, whistleKey: key, orderKey, template, to } };
}

/** Ends a whistle and lets its units go, who are told. Nothing when it has ended already. */
export function calledOff(
  input: HandlerInput,
  row: Whistle,
  result: WhistleResult & ('cancelled' | 'rejected'),
): { readonly changes: readonly RowChange[]; readonly messages: readonly ThrownMessage[] } {
  if (hasEnded(row.stage)) return { changes: [], messages: [] };
  const released = calledUnits(input, row).filter(({ releasedAt }) => releasedAt === null);
  const called = row.publishedAt === null ? [] : released;
  return {
    changes: [
      put(whistle, { ...toStage(row, result, input.now), result, closedAt: input.now }),
      ...released.map((unit) => put(whistleUnit, { ...unit, releasedAt: input.now })),
    ],
    messages: called.map(({ unitKey }) => toCalled(row, 'whistle_cancelled', unitKey)),
  };
}

/** When a named limit ends that began at `startAt`, by the township's table and calendar. */
export function limitEnd(input: HandlerInput, name: string, level: string, startAt: number): number {
  const explained = input.functions['explained_limit'] as unknown as FeelLimit | undefined;
  if (!explained) throw new TypeError('expected the function explained_limit');
  return explained(name, level, startAt).dueAt;
}

/** The next number of a series of today: `CS-20260304-000001`. */
export function nextNumber(
  input: HandlerInput,
  series: string,
): { readonly number: string; readonly change: RowChange } {
  const day = formatDay(dayOf(input.now)).replaceAll('-', '');
  const id = `${input.tenantId}/${series}/${day}`;
  const row = input.rows.find(numberSeries, id);
  const last = (row?.last ?? 0) + 1;
  return {
    number: `${series}-${day}-${String(last).padStart(6, '0')}`,
    change: put(numberSeries, { revision: 0, ...row, id, last }),
  };
}

// helpers

type FeelLimit = (name: string, level: string, startAt: number) => Deadline;
