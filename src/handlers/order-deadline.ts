import { deadline } from '../domain/appeal/appeal-tables.ts';
import type { LimitUnit } from '../domain/appeal/appeal-words.ts';
import type { DeadlineCalendar } from '../domain/appeal/deadline.ts';
import { put, type HandlerInput, type RowChange } from '../domain/process/handler.ts';
import type { RowOf } from '../domain/table.ts';
import { dueAfter, type Order } from './order-work.ts';

export interface NewDeadline {
  readonly kind: 'external' | 'statutory' | 'internal';
  /** What must be done: `order`, `rework`. */
  readonly name: string;
  readonly startAt: number;
  readonly amount: number;
  readonly unit: LimitUnit;
  readonly calendar: DeadlineCalendar;
  /** Rule or article it rests on. */
  readonly basis: string;
  /** Why it is later than the one before, and who allowed that. */
  readonly reason?: string;
  readonly approvedBy?: string | null;
  /** An earlier row that no longer counts. */
  readonly replacesKey?: number | undefined;
  /** It is never later than this. */
  readonly notAfter?: number;
}

/** A new deadline row, with its date by the township's calendar. */
export function openDeadline(
  input: HandlerInput,
  order: Order,
  { replacesKey, notAfter, reason, approvedBy, ...columns }: NewDeadline,
): { readonly key: number; readonly dueAt: number; readonly change: RowChange } {
  const { startAt, amount, unit, calendar } = columns;
  const counted = dueAfter(input, startAt, amount, unit, calendar);
  const isSooner = notAfter !== undefined && notAfter < counted.dueAt;
  const dueAt = isSooner ? notAfter : counted.dueAt;
  const key = input.nextKey();
  const change = put(deadline, {
    ...columns,
    key,
    tenantId: input.tenantId,
    orderKey: order.key,
    dueAt,
    provisional: counted.provisional && !isSooner,
    reason: reason ?? null,
    approvedBy: approvedBy ?? null,
    replacesKey: replacesKey ?? null,
    createdAt: input.now,
  });
  return { key, dueAt, change };
}

/** The deadline that the order runs against now: the newest that is not a statutory one. */
export function currentDeadline(input: HandlerInput, order: Order): RowOf<typeof deadline> | undefined {
  return input.rows.list(deadline, 'byOrder', [order.key]).findLast(({ kind }) => kind !== 'statutory');
}
