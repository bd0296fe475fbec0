import { appealError } from '../domain/appeal/appeal-errors.ts';
import { fieldError } from '../domain/field-error.ts';
import { appeal, workOrder, type OrderMark } from '../domain/appeal/appeal-tables.ts';
import { LEVELS, type Level, type LimitUnit } from '../domain/appeal/appeal-words.ts';
import type { Deadline } from '../domain/appeal/deadline-basis.ts';
import type { DeadlineCalendar, DueDate } from '../domain/appeal/deadline.ts';
import { put, type HandlerInput, type RowChange, type ThrownMessage } from '../domain/process/handler.ts';
import { hotlineMessage, hotlineNoOf } from '../domain/hotline/hotline.ts';
import { LIMITS, ORDER_LIMIT_UNITS } from '../domain/reference/limits.ts';
import { orgUnit } from '../domain/organisation/organisation-tables.ts';
import { privacyError } from '../domain/privacy/privacy-errors.ts';
import { reportCase } from '../domain/privacy/privacy-tables.ts';
import type { RowOf } from '../domain/table.ts';
import { transition, type WorkOrderState } from '../domain/appeal/work-order-state.ts';

/** What the handlers of work orders have in common. */

export type Order = RowOf<typeof workOrder>;
export type Unit = RowOf<typeof orgUnit>;

/**
 * The work order that the process instance is about, named by the variable `orderKey`.
 *
 * @throws {@link DomainError} ERR_ORDER_NOT_FOUND
 */
export function orderOf(input: HandlerInput): Order {
  const key = input.variables['orderKey'];
  const order = typeof key === 'number' ? input.rows.find(workOrder, key) : undefined;
  if (order?.tenantId === input.tenantId) return order;
  throw appealError('ERR_ORDER_NOT_FOUND', { orderNo: text(input.variables['orderNo']) ?? String(key) });
}

/** The order with some columns changed. */
export function changed(order: Order, columns: Partial<Order>): RowChange {
  return put(workOrder, { ...order, ...columns });
}

/** The order in another state. @throws {@link DomainError} ERR_ORDER_TRANSITION */
export function moved(order: Order, to: WorkOrderState, columns: Partial<Order> = {}): RowChange {
  return changed(transition(order, to), columns);
}

/** The order's marks with one more. */
export function marked(order: Order, ...marks: OrderMark[]): readonly OrderMark[] {
  return [...new Set([...order.marks, ...marks])];
}

/** The unit with this code, or the one that took its work over, when there is one in use. */
export function unitByCode(input: HandlerInput, code: string): Unit | undefined {
  let unit: Unit | undefined = input.rows.list(orgUnit, 'byCode', [input.tenantId, code])[0];
  while (unit && !unit.active && unit.successorKey !== null) unit = input.rows.find(orgUnit, unit.successorKey);
  return unit?.active ? unit : undefined;
}

/** Whether a report of wrongdoing accuses this unit or one above it: it neither handles nor learns of it (Petition Regulation art. 30). */
export function isAccused(input: HandlerInput, orderKey: number, unitKey: number): boolean {
  return input.rows.find(reportCase, orderKey)?.excludedUnitKeys.includes(unitKey) ?? false;
}

/** Whether the order is about a report of wrongdoing. */
export function isReport(input: HandlerInput, order: Order): boolean {
  return input.rows.find(appeal, order.key)?.type === 'report';
}

/**
 * Makes sure that a unit may take part in an order, as its main handler or, with `assists`, beside it. Of a report of wrongdoing only the main
 * handler learns.
 *
 * @throws {@link DomainError} ERR_REPORT_ACCUSED
 */
export function requireMayTakePart(input: HandlerInput, order: Order, unit: Unit, assists = false): void {
  if (!isAccused(input, order.key, unit.key) && !(assists && isReport(input, order))) return;
  throw privacyError('ERR_REPORT_ACCUSED', { orderNo: order.orderNo, unit: unit.name });
}

/** When a period from `startAt` ends, by the township's calendar; provisional while the holidays of a year are not published. */
export function dueAfter(
  input: HandlerInput,
  startAt: number,
  amount: number,
  unit: LimitUnit,
  calendar: DeadlineCalendar,
): DueDate {
  const explained = input.functions['explained_deadline'] as unknown as FeelDeadline | undefined;
  if (!explained) throw new TypeError('expected the function explained_deadline');
  return explained(startAt, amount, unit, calendar);
}

/** How long orders of a level may take, where the township has set it itself; undefined while table D02 and the defaults hold. */
export function ownOrderLimit(
  input: HandlerInput,
  graded: Level,
): { readonly amount: number; readonly unit: LimitUnit; readonly basis: string } | undefined {
  const explained = input.functions['explained_limit'] as unknown as
    ((name: string, level: string, start: number) => Deadline) | undefined;
  const basis = explained?.('order', graded, input.now).basis;
  const standard = LIMITS.order.values[graded];
  if (!basis || (basis.amount === standard.amount && basis.unit === standard.unit)) return undefined;
  return { amount: basis.amount, unit: oneOfWords('unit', basis.unit, ORDER_LIMIT_UNITS), basis: `本镇时限 ${graded}` };
}

/** A township's setting. */
export function setting(input: HandlerInput, name: string): unknown {
  return (input.functions['setting'] as ((name: string) => unknown) | undefined)?.(name);
}

/** A message to the appellant: which text is sent; who and where to is looked up when it is delivered. */
export function toAppellant(order: Order, template: string): ThrownMessage {
  return {
    name: 'AppellantNotified',
    channel: 'appellant',
    variables: { orderNo: order.orderNo, orderKey: order.key, template },
  };
}

/** A message to the people of a unit or role. */
export function toStaff(order: Order, template: string, to: string | number): ThrownMessage {
  return {
    name: 'StaffNotified',
    channel: 'staff',
    variables: { orderNo: order.orderNo, orderKey: order.key, template, to },
  };
}

/** A message to the hotline about an order that it sent; none for others. */
export function toHotline(
  input: HandlerInput,
  order: Order,
  name: string,
  variables: Readonly<Record<string, unknown>> = {},
): readonly ThrownMessage[] {
  const externalNo = hotlineNoOf(input.rows.find(appeal, order.key));
  if (externalNo === null) return [];
  return [hotlineMessage(input.tenantId, { externalNo, orderNo: order.orderNo }, name, variables)];
}

/** The part of a variable that is a plain object. */
export function context(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function level(value: unknown): Level | null {
  return LEVELS.find((each) => each === value) ?? null;
}

/**
 * One of the allowed words.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD
 */
export function oneOfWords<const T extends string>(field: string, value: unknown, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw fieldError(field, words.join(' | '), typeof value === 'string' ? `'${value}'` : typeof value);
}

// helpers

type FeelDeadline = (startAt: number, amount: number, unit: LimitUnit, calendar: DeadlineCalendar) => DueDate;
