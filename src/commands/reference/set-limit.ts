import type { Command } from '../../domain/command.ts';
import { counted, type DeadlineCalendar, type TimeUnit } from '../../domain/appeal/deadline.ts';
import { calendarOf } from '../../domain/reference/calendar.ts';
import { ANY_LEVEL, findLimit, limitId, LIMITS, ORDER_LIMIT_UNITS } from '../../domain/reference/limits.ts';
import { referenceError } from '../../domain/reference/reference-errors.ts';
import { limitValue } from '../../domain/reference/reference-tables.ts';

export interface SetLimit {
  readonly name: string;
  /** A level, or `*` for all levels without a value of their own. */
  readonly level: string;
  /** Null takes the township's value away, so that the default holds again. */
  readonly value: { readonly amount: number; readonly unit: TimeUnit; readonly calendar: DeadlineCalendar } | null;
}

/**
 * Changes a limit of the actor's township. What has begun keeps its deadline; what begins later gets the new one.
 *
 * @throws {@link DomainError} ERR_LIMIT_UNKNOWN, ERR_DEADLINE_AMOUNT, ERR_DEADLINE_UNIT, ERR_DEADLINE_CALENDAR
 */
export const setLimit: Command<SetLimit, Record<string, never>> = {
  type: 'set-limit',
  decide({ rows, actor, now, record }, { name, level, value }) {
    if (!isKnown(name, level)) {
      throw referenceError('ERR_LIMIT_UNKNOWN', { name, level, known: Object.keys(LIMITS).join(', ') });
    }
    // counting once checks amount, unit and calendar
    if (value) counted({ startAt: now, ...value }, { calendar: calendarOf([]), officeHours: [[0, 1440]] });
    if (value && name === 'order') checkOrderLimit(value);
    const id = `${actor.tenantId}/${limitId(name, level)}`;
    const before = rows.find(limitValue, id);
    if (value) {
      const { amount, unit, calendar } = value;
      const changed = { amount, unit, calendar, changedAt: now, changedBy: actor.id };
      rows.put(limitValue, { id, revision: before?.revision ?? 0, tenantId: actor.tenantId, name, level, ...changed });
    } else if (before) {
      rows.remove(limitValue, id);
    }
    record({ type: 'limit.changed', detail: { name, level, before: shown(before), after: value } });
    return {};
  },
};

// helpers

function isKnown(name: string, level: string): boolean {
  return level === ANY_LEVEL ? Object.hasOwn(LIMITS, name) : findLimit(new Map(), name, level) !== undefined;
}

/** Orders are counted as the hotline counts them. */
function checkOrderLimit({ unit, calendar }: NonNullable<SetLimit['value']>): void {
  if (!(ORDER_LIMIT_UNITS as readonly string[]).includes(unit))
    throw referenceError('ERR_DEADLINE_UNIT', { expected: ORDER_LIMIT_UNITS.join(', '), found: unit });
  if (calendar !== 'hotline') throw referenceError('ERR_DEADLINE_CALENDAR', { expected: 'hotline', found: calendar });
}

function shown(row: SetLimit['value'] | undefined): SetLimit['value'] {
  return row ? { amount: row.amount, unit: row.unit, calendar: row.calendar } : null;
}
