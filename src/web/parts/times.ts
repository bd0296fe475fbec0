/** Townships live by one clock, wherever the browser stands. */
const ZONE = 'Asia/Shanghai';

/** Day and time for people, in their language. @param instant - ISO 8601 */
export function timeText(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

/** The month of an instant, as `2026-03`. @param ms - since the epoch */
export function monthOf(ms: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, year: 'numeric', month: '2-digit' }).format(ms);
}

/** A length of time cut into what a reader needs: days and hours, hours and minutes, minutes and seconds. */
export interface Span {
  readonly unit: 'days' | 'hours' | 'minutes' | 'seconds';
  readonly n: number;
}

/** The one or two largest parts of a length of time. @param ms - taken without its sign */
export function spanOf(ms: number): readonly Span[] {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const parts: readonly Span[] = [
    { unit: 'days', n: Math.floor(seconds / 86_400) },
    { unit: 'hours', n: Math.floor(seconds / 3_600) % 24 },
    { unit: 'minutes', n: Math.floor(seconds / 60) % 60 },
    { unit: 'seconds', n: seconds % 60 },
  ];
  const first = parts.findIndex(({ n }) => n > 0);
  if (first === -1) return parts.slice(3);
  return parts.slice(first, first + 2).filter(({ n }) => n > 0);
}
