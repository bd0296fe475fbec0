import type { DayKind } from './calendar.ts';
import type { DeadlineCalendar, TimeUnit } from '../appeal/deadline.ts';
import type { HolidaySpan } from './official-calendar.ts';
import { defineTable, integer, json, oneOf, real, text } from '../table.ts';

/*
 * What administrators tune. Defaults are in code; these tables hold what differs from them, and the official calendars.
 * Old values are in the audit trail: every change tells the value before.
 */

/** The official arrangement of a year; the same for every township. */
export const calendarYear = defineTable({
  name: 'calendar_year',
  key: 'year',
  versioned: true,
  columns: {
    year: integer,
    revision: integer,
    notice: text,
    holidays: json<readonly HolidaySpan[]>(),
    adjustedWorkdays: json<readonly string[]>(),
    loadedAt: integer,
    loadedBy: text,
  },
  indexes: {},
});

/** A day that a township has fixed otherwise than the official table. `id` is `<tenant>/<date>`. */
export const calendarDay = defineTable({
  name: 'calendar_day',
  key: 'id',
  versioned: true,
  columns: {
    id: text,
    revision: integer,
    tenantId: text,
    date: text,
    kind: oneOf<DayKind>(),
    note: text,
    changedAt: integer,
    changedBy: text,
  },
  indexes: {},
});

/** A township's own value of a limit. `id` is `<tenant>/<name>/<level>`. */
export const limitValue = defineTable({
  name: 'limit_value',
  key: 'id',
  versioned: true,
  columns: {
    id: text,
    revision: integer,
    tenantId: text,
    name: text,
    level: text,
    amount: real,
    unit: oneOf<TimeUnit>(),
    calendar: oneOf<DeadlineCalendar>(),
    changedAt: integer,
    changedBy: text,
  },
  indexes: {},
});

/** A township's own value of a setting. `id` is `<tenant>/<name>`. */
export const settingValue = defineTable({
  name: 'setting_value',
  key: 'id',
  versioned: true,
  columns: {
    id: text,
    revision: integer,
    tenantId: text,
    name: text,
    value: json<unknown>(),
    changedAt: integer,
    changedBy: text,
  },
  indexes: {},
});

export const REFERENCE_TABLES = [calendarYear, calendarDay, limitValue, settingValue] as const;
