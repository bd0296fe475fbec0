import type { Category } from '../appeal/appeal-words.ts';
import { boolean, defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

/** Tables of the duty list and of disputes about it. */

/**
 * A version of an item of the duty list: who does what, and by which law. Never changed but for `validTo`; a new version replaces it.
 * `category` is the kind of appeal it decides; `scope` says whose list it is on.
 */
export const dutyListItem = defineTable({
  name: 'duty_list_item',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    code: text,
    version: integer,
    title: text,
    category: nullable(oneOf<Category>()),
    mainUnitCode: text,
    coUnitCodes: json<readonly string[]>(),
    legalBasis: text,
    scope: oneOf<DutyScope>(),
    validFrom: integer,
    validTo: nullable(integer),
    /** The dispute whose ruling made this version. */
    changedByRequestKey: nullable(integer),
    changedBy: text,
  },
  indexes: { byCode: ['tenantId', 'code'], byCategory: ['tenantId', 'category'], byTenant: ['tenantId'] },
});
export const DUTY_SCOPES = ['city', 'district', 'township', 'village_assist'] as const;
export type DutyScope = (typeof DUTY_SCOPES)[number];

/**
 * An objection of a unit to an order or whistle, or a routing that the catalogue leaves open. The citizen's date never moves;
 * `lostMs` is the time the dispute took, and `chargedTo` who answers for it: the objector when it was wrong, the dispatcher when it was right.
 */
export const returnRequest = defineTable({
  name: 'return_request',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    origin: oneOf<'order' | 'whistle' | 'routing_tie'>(),
    orderKey: nullable(integer),
    whistleKey: nullable(integer),
    /** Who objects; null for a routing tie. */
    unitKey: nullable(integer),
    citedItem: nullable(text),
    proposedUnitKey: nullable(integer),
    requestedAt: integer,
    windowEndsAt: nullable(integer),
    corrected: boolean,
    /** Row of table D07 that applied. */
    rule: nullable(text),
    opinion: nullable(oneOf<'agree' | 'refuse' | 'none'>()),
    ruling: nullable(oneOf<Ruling>()),
    /** Who shall do it, by the ruling. */
    ruledUnitKey: nullable(integer),
    final: boolean,
    ruledBy: nullable(text),
    ruledAt: nullable(integer),
    lostMs: nullable(integer),
    chargedTo: nullable(oneOf<'objector' | 'dispatcher'>()),
    meetingAt: nullable(integer),
    /** Meetings that put it off. */
    postponed: integer,
  },
  indexes: { byOrder: ['orderKey'], byWhistle: ['whistleKey'] },
});
export const RULINGS = ['rejected', 'reassigned', 'co_assigned', 'escalated', 'return'] as const;
export type Ruling = (typeof RULINGS)[number];

export const DUTY_TABLES = [dutyListItem, returnRequest] as const;

/** The versions in force at an instant. */
export function inForce<I extends { readonly validFrom: number; readonly validTo: number | null }>(
  items: readonly I[],
  at: number,
): readonly I[] {
  return items.filter(({ validFrom, validTo }) => validFrom <= at && (validTo === null || validTo > at));
}
