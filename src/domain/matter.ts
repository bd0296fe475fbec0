import type { MatterEntry } from './appeal-tables.ts';

const DAY_MS = 86_400_000;
/** How long an appeal counts as recent, and how many of one matter are remembered. */
const REMEMBERED_MS = 30 * DAY_MS;
const REMEMBERED = 50;

/** Names one matter of a township: the same category about the same object, or in the same village when no object is named. */
export function matterId(
  tenantId: string,
  about: { readonly category: string; readonly objectKey: string | null; readonly unitKey: number | null },
): string {
  return `${tenantId}/${about.category}/${about.objectKey ?? `unit:${about.unitKey ?? '-'}`}`;
}

/** The list with a new appeal, without those that are no longer recent. */
export function remember(entries: readonly MatterEntry[], entry: MatterEntry): readonly MatterEntry[] {
  return [...recent(entries, entry.at), entry].slice(-REMEMBERED);
}

/** Those received within 30 days before `now`. */
export function recent(entries: readonly MatterEntry[], now: number): readonly MatterEntry[] {
  return entries.filter(({ at }) => at > now - REMEMBERED_MS);
}

/** How many different people appealed about it within 72 hours before `now`; anonymous ones count as one each. */
export function peopleWithin72h(entries: readonly MatterEntry[], now: number): number {
  const near = entries.filter(({ at }) => at > now - 3 * DAY_MS);
  return new Set(near.map(({ phoneHash, orderKey }) => phoneHash ?? orderKey)).size;
}
