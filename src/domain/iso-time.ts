import { ZONE_MS } from './day.ts';

/**
 * ISO 8601 durations and instants, by plain integer arithmetic. Calendar parts (years, months) are added in the time zone of all deadlines,
 * Asia/Shanghai, which is UTC+8 without daylight saving time since 1991.
 */
export interface Duration {
  readonly months: number;
  readonly ms: number;
}

/** `R<repetitions>/<interval>`; `repetitions` -1 means without end. */
export interface Cycle {
  readonly repetitions: number;
  readonly interval: string;
}

const DURATION = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const CYCLE = /^R(\d*)\/(P.+)$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?(?:@.+)?$/;

/** The duration that a text says, or undefined when it is none. */
export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text);
  if (!match || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [, minus, years, months, weeks, days, hours, minutes, seconds] = match;
  const sign = minus ? -1 : 1;
  const part = (value: string | undefined) => Number(value ?? 0);
  const daysTotal = part(weeks) * 7 + part(days);
  const ms = (((daysTotal * 24 + part(hours)) * 60 + part(minutes)) * 60 + part(seconds)) * 1000;
  return { months: sign * (part(years) * 12 + part(months)), ms: sign * Math.round(ms) };
}

/** The cycle that a text says, or undefined when it is none. */
export function parseCycle(text: string): Cycle | undefined {
  const match = CYCLE.exec(text);
  const interval = match?.[2];
  if (!match || interval === undefined || !parseDuration(interval)) return undefined;
  return { repetitions: match[1] === '' ? -1 : Number(match[1]), interval };
}

/** The instant that a date or date-time says; without an offset it is Asia/Shanghai. Undefined when it is none. */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  const plain = text.replace(/@.+$/, '');
  const withTime = plain.includes('T') ? plain : `${plain}T00:00:00`;
  const instant = Date.parse(match[1] ? withTime : `${withTime}+08:00`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** `instant` plus `duration`; a month that is too short gives its last day. */
export function addDuration(instant: number, duration: Duration): number {
  if (duration.months === 0) return instant + duration.ms;
  const local = new Date(instant + ZONE_MS);
  const day = local.getUTCDate();
  local.setUTCDate(1);
  local.setUTCMonth(local.getUTCMonth() + duration.months);
  const lastDay = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
  local.setUTCDate(Math.min(day, lastDay));
  return local.getTime() - ZONE_MS + duration.ms;
}

/** `2024-10-04T23:59:59+08:00`: an instant as people here read it. */
export function formatInstant(instant: number): string {
  return `${new Date(instant + ZONE_MS).toISOString().slice(0, 19)}+08:00`;
}
