import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { dutyListItem, inForce, returnRequest } from '../../domain/duty-dispute/duty-tables.ts';
import type { HandlerInput, ThrownMessage } from '../../domain/process/handler.ts';
import { ASSISTING_KINDS } from '../../domain/organisation/organisation-tables.ts';
import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import { requireMayTakePart, text, unitByCode, type Unit } from '../order-work.ts';

/** What the handlers of disputed duties have in common. */

export type Request = RowOf<typeof returnRequest>;

/**
 * The request that the process instance is about, named by the variable `requestKey`.
 *
 * @throws {@link DomainError} ERR_DISPUTE_NOT_FOUND
 */
export function requestOf(input: HandlerInput): Request {
  const key = input.variables['requestKey'];
  const row = typeof key === 'number' ? input.rows.find(returnRequest, key) : undefined;
  if (row?.tenantId === input.tenantId) return row;
  throw dutyError('ERR_DISPUTE_NOT_FOUND', { request: String(key) });
}

/** The versions of an item that are in force now. */
export function itemInForce(input: HandlerInput, code: string): RowOf<typeof dutyListItem> | undefined {
  return inForce(input.rows.list(dutyListItem, 'byCode', [input.tenantId, code]), input.now).at(-1);
}

/**
 * The unit that a ruling names by the variable `unitCode`.
 *
 * @throws {@link DomainError} ERR_DISPUTE_UNIT when there is none · ERR_NOT_FIRST_RECIPIENT when it may only assist (Regulation art. 17) ·
 *   ERR_REPORT_ACCUSED when it must not learn of the order (Petition Regulation art. 30)
 */
export function ruledUnit(
  input: HandlerInput,
  act: { readonly zh: string; readonly en: string },
  asMain: boolean,
): Unit {
  const code = text(input.variables['unitCode']) ?? '';
  const unit = unitByCode(input, code);
  if (!unit) throw dutyError('ERR_DISPUTE_UNIT', { unit: code, do: act.en, doZh: act.zh });
  if (asMain && ASSISTING_KINDS.includes(unit.kind)) throw appealError('ERR_NOT_FIRST_RECIPIENT', { unit: unit.name });
  const { orderKey } = requestOf(input);
  const order = orderKey === null ? undefined : input.rows.find(workOrder, orderKey);
  if (order) requireMayTakePart(input, order, unit, !asMain);
  return unit;
}

/** Tells a unit or role about a dispute. */
export function toDisputant({ key, orderKey }: Request, template: string, to: string | number): ThrownMessage {
  return { name: 'StaffNotified', channel: 'staff', variables: { requestKey: key, orderKey, template, to } };
}
