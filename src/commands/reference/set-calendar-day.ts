import { DAY_KINDS, type DayKind } from '../../domain/reference/calendar.ts';
import type { Command } from '../../domain/command.ts';
import { parseDay } from '../../domain/day.ts';
import { referenceError } from '../../domain/reference/reference-errors.ts';
import { calendarDay } from '../../domain/reference/reference-tables.ts';

export interface SetCalendarDay {
  /** `2026-02-14` */
  readonly date: string;
  /** Null takes the township's own entry away, so that the official table holds again. */
  readonly kind: DayKind | null;
  /** On what the change rests; needed when `kind` is given. */
  readonly note: string;
}

/**
 * Fixes a day of the actor's township otherwise than the official table says: a local holiday, an ordered working day.
 * Deadlines that have been given stay as they are.
 *
 * @throws {@link DomainError} ERR_CALENDAR_DATE, ERR_CALENDAR_NOTE
 */
export const setCalendarDay: Command<SetCalendarDay, Record<string, never>> = {
  type: 'set-calendar-day',
  decide({ rows, actor, now, record }, { date, kind, note }) {
    if (parseDay(date) === undefined) throw referenceError('ERR_CALENDAR_DATE', { found: date });
    if (kind !== null && (!DAY_KINDS.includes(kind) || note.trim() === '')) throw referenceError('ERR_CALENDAR_NOTE');
    const id = `${actor.tenantId}/${date}`;
    const before = rows.find(calendarDay, id);
    if (kind !== null) {
      const changed = { kind, note: note.trim(), changedAt: now, changedBy: actor.id };
      rows.put(calendarDay, { id, revision: before?.revision ?? 0, tenantId: actor.tenantId, date, ...changed });
    } else if (before) {
      rows.remove(calendarDay, id);
    }
    record({ type: 'calendar-day.changed', detail: { date, before: before?.kind ?? null, after: kind } });
    return {};
  },
};
