import { calendarOf, type Calendar, type OfficeHours } from './calendar.ts';
import { findLimit, limitId, LIMITS, type LimitValue } from './limits.ts';
import { OFFICIAL_YEARS, type OfficialYear } from './official-calendar.ts';
import { referenceError } from './reference-errors.ts';
import type { calendarDay, calendarYear, limitValue, settingValue } from './reference-tables.ts';
import { minutesOf } from './setting-spec.ts';
import { isSettingName, SETTINGS } from './settings.ts';
import type { RowOf } from '../table.ts';

/** A township's calendar, limits and settings at one moment. Immutable. */
export interface Reference {
  readonly calendar: Calendar;
  readonly officeHours: OfficeHours;
  /**
   * @param level - null asks for a limit that is the same for all levels
   * @throws {@link DomainError} ERR_LIMIT_UNKNOWN
   */
  limit(name: string, level: string | null): LimitValue;
  /** @throws {@link DomainError} ERR_SETTING_UNKNOWN */
  setting(name: string): unknown;
}

/** Everything stored about references; small. */
export interface ReferenceRows {
  readonly years: readonly RowOf<typeof calendarYear>[];
  readonly days: readonly RowOf<typeof calendarDay>[];
  readonly limits: readonly RowOf<typeof limitValue>[];
  readonly settings: readonly RowOf<typeof settingValue>[];
}

export const NO_REFERENCE_ROWS: ReferenceRows = { years: [], days: [], limits: [], settings: [] };

/** Makes a township's reference of the defaults, the official years, and the township's own rows. */
export function referenceOf(tenantId: string, rows: ReferenceRows): Reference {
  const own = <R extends { readonly tenantId: string }>(all: readonly R[]) =>
    all.filter((row) => row.tenantId === tenantId);
  const years = new Map<number, OfficialYear>([...OFFICIAL_YEARS, ...rows.years].map((year) => [year.year, year]));
  const limits = new Map(own(rows.limits).map((row) => [limitId(row.name, row.level), row]));
  const settings = new Map(own(rows.settings).map((row) => [row.name, row.value]));
  const setting = (name: string): unknown => {
    if (!isSettingName(name)) {
      throw referenceError('ERR_SETTING_UNKNOWN', { name, known: Object.keys(SETTINGS).join(', ') });
    }
    return settings.get(name) ?? SETTINGS[name].default;
  };
  return {
    calendar: calendarOf([...years.values()], own(rows.days)),
    officeHours: officeHoursOf(setting('office_hours') as readonly (readonly [string, string])[]),
    limit(name, level) {
      const found = findLimit(limits, name, level);
      if (found) return found;
      throw referenceError('ERR_LIMIT_UNKNOWN', { name, level: level ?? '', known: Object.keys(LIMITS).join(', ') });
    },
    setting,
  };
}

/** Official years that the program knows and that are not stored, or stored by the program otherwise. */
export function officialYearsToLoad(stored: ReferenceRows['years']): readonly OfficialYear[] {
  return OFFICIAL_YEARS.filter((official) => {
    const row = stored.find(({ year }) => year === official.year);
    if (!row) return true;
    // what a person has loaded stays
    return row.loadedBy.startsWith('system:') && contentOf(row) !== contentOf(official);
  });
}

// helpers

function contentOf({ notice, holidays, adjustedWorkdays }: OfficialYear): string {
  return JSON.stringify([notice, holidays.map(({ name, from, to }) => [name, from, to]), adjustedWorkdays]);
}

function officeHoursOf(spans: readonly (readonly [string, string])[]): OfficeHours {
  return spans.map(([from, to]) => [minutesOf(from) ?? 0, minutesOf(to) ?? 1440] as const);
}
