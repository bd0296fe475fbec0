import type { MatterEntry } from './appeal-tables.ts';
import type { CallerEntry } from '../cluster/cluster-tables.ts';
import { DAY_MS } from '../day.ts';

/** How long an appeal counts as recent, and how many of one matter are remembered. */
const REMEMBERED_MS = 30 * DAY_MS;
const REMEMBERED = 50;

/**
 * Names one matter of a township: the same category about the same object in the same village or community. Without an object it names all
 * that is said of a category in a place, which may be several matters: there only one person's appeals are taken for the same one, and whether
 * others belong together the registrar says. Width, case and spaces of the object do not matter.
 */
export function matterId(
  tenantId: string,
  about: { readonly category: string; readonly objectKey: string | null; readonly unitKey: number | null },
): string {
  const place = `${tenantId}/${about.category}/unit:${about.unitKey ?? '-'}`;
  const object = about.objectKey?.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase() ?? '';
  return object === '' ? place : `${place}/${object}`;
}

/** The list with a new appeal, without those that are no longer recent. */
export function remember(entries: readonly MatterEntry[], entry: MatterEntry): readonly MatterEntry[] {
  return [...recent(entries, entry.at), entry].slice(-REMEMBERED);
}

/** Those received within 30 days before `now`. */
export function recent(entries: readonly MatterEntry[], now: number): readonly MatterEntry[] {
  return entries.filter(({ at }) => at > now - REMEMBERED_MS);
}

/** How long a caller's appeals are remembered, for the longest setting `repeat_days`. */
const CALLER_REMEMBERED_MS = 366 * DAY_MS;

/** A caller's appeals with a new one. */
export function rememberCall(entries: readonly CallerEntry[], entry: CallerEntry): readonly CallerEntry[] {
  return [...entries.filter(({ at }) => at > entry.at - CALLER_REMEMBERED_MS), entry].slice(-REMEMBERED);
}

/** Names what is remembered of a caller. */
export function callerId(tenantId: string, phoneHash: string): string {
  return `${tenantId}/${phoneHash}`;
}

/** How many different people appealed about it in the `windowMs` before `now`; anonymous ones count as one each. */
export function peopleWithin(entries: readonly MatterEntry[], now: number, windowMs: number): number {
  const near = entries.filter(({ at }) => at > now - windowMs);
  return new Set(near.map(({ phoneHash, orderKey }) => phoneHash ?? orderKey)).size;
}
