/**
 * Days of Asia/Shanghai as integers: days since 1970-01-01. The zone has been UTC+8 without daylight saving time since 1991,
 * so an instant's day is plain arithmetic.
 */
export const DAY_MS = 86_400_000;
export const ZONE_MS = 8 * 3_600_000;

/** The day on which an instant falls. */
export function dayOf(instant: number): number {
  return Math.floor((instant + ZONE_MS) / DAY_MS);
}

/** 00:00 of a day, which is 24:00 of the day before. */
export function startOfDay(day: number): number {
  return day * DAY_MS - ZONE_MS;
}

/** 0 Monday … 6 Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** `2026-02-14` */
export function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day that `2026-02-14` names; undefined when it names none. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = Date.parse(text) / DAY_MS;
  // Date.parse takes 2026-02-30 for 2 March
  return Number.isInteger(day) && formatDay(day) === text ? day : undefined;
}

/** The Gregorian year of a day, by integer arithmetic on eras of 400 years. */
export function yearOf(day: number): number {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  // years of this count begin on 1 March
  return yearOfEra + era * 400 + (dayOfYear >= 306 ? 1 : 0);
}
