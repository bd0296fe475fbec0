import { boolean, defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

/** Tables of what a unit may do beside plain handling: ask for more time, put an order on the books, go the three steps of a homestead dispute. */

/** Why more time is asked for. */
export const EXTENSION_REASONS = ['appraisal', 'works', 'appellant', 'procedure', 'other'] as const;
export type ExtensionReason = (typeof EXTENSION_REASONS)[number];

/**
 * A request for more time. `askedAmount` and `grantedAmount` are in the unit of the order's own limit; `leftPercent` is the share of the limit
 * that was left when it was asked for. Regulation art. 15.
 */
export const extensionRequest = defineTable({
  name: 'extension_request',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderKey: integer,
    reason: oneOf<ExtensionReason>(),
    /** The rule or fact it rests on; no personal data. */
    basis: text,
    /** Evidence is attached to the order. */
    evidence: boolean,
    askedAmount: integer,
    leftPercent: integer,
    requestedBy: text,
    requestedAt: integer,
    state: oneOf<ExtensionState>(),
    ruledBy: nullable(text),
    ruledAt: nullable(integer),
    grantedAmount: nullable(integer),
    /** The deadline that it made, and the one that counted before. */
    deadlineKey: nullable(integer),
    replacedKey: nullable(integer),
    informedAt: nullable(integer),
    closedAt: nullable(integer),
  },
  indexes: { byOrder: ['orderKey'] },
});
/** `granted`: the date has moved; `informed`: the appellant knows of it; `cancelled`: the appellant was not told in time, or it is needed no more. */
export type ExtensionState =
  | 'requested'
  | 'not_allowed'
  | 'approved'
  | 'refused'
  | 'lapsed'
  | 'hotline_refused'
  | 'hotline_lapsed'
  | 'granted'
  | 'informed'
  | 'cancelled';

/** Why something objectively cannot be solved for now. */
export const SUSPENSION_REASONS = ['policy', 'history', 'funds', 'ownership', 'force_majeure'] as const;
export type SuspensionReason = (typeof SUSPENSION_REASONS)[number];

/** An order on the books, with what is going to be done and when. `expectedOn` is a date such as `2026-06-30`. Regulation art. 15. */
export const suspension = defineTable({
  name: 'suspension',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderKey: integer,
    reason: oneOf<SuspensionReason>(),
    /** Measures and answer to the appellant; no personal data. */
    plan: text,
    reply: text,
    expectedOn: text,
    requestedBy: text,
    requestedAt: integer,
    state: oneOf<SuspensionState>(),
    /** The section's leader, then the secretary. */
    agreedBy: nullable(text),
    agreedAt: nullable(integer),
    approvedBy: nullable(text),
    approvedAt: nullable(integer),
    reviews: integer,
    reviewedAt: nullable(integer),
    closedAt: nullable(integer),
  },
  indexes: { byOrder: ['orderKey'] },
});
export type SuspensionState = 'requested' | 'agreed' | 'refused' | 'suspended' | 'resumed' | 'unresolved' | 'cancelled';

/** How one of the first two steps came out. `next`: both sides will talk again. */
export type MediationOutcome = 'settled' | 'next' | 'failed' | 'refused';

/** The three steps of a homestead dispute: reminder of both sides, mediation at their homes, review or round table. */
export const homesteadMediation = defineTable({
  name: 'homestead_mediation',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderKey: integer,
    state: oneOf<HomesteadState>(),
    reminder: nullable(oneOf<MediationOutcome>()),
    remindedAt: nullable(integer),
    remindedBy: nullable(text),
    visits: integer,
    refusedBy: nullable(oneOf<'appellant' | 'respondent'>()),
    agreementForm: nullable(oneOf<'written' | 'oral'>()),
    agreedAt: nullable(integer),
    openedAt: integer,
    closedAt: nullable(integer),
  },
  indexes: { byOrder: ['orderKey'] },
});
export type HomesteadState = 'open' | 'settled' | 'handed_down' | 'round_table' | 'legal_route' | 'cancelled';

/** Who goes to the homes: somebody of the township, of the village, and of the party members. */
export const VISITOR_KINDS = ['official', 'village_cadre', 'party_member'] as const;
export type VisitorKind = (typeof VISITOR_KINDS)[number];

/** A mediation at home. What was said is a note of the order. */
export const homesteadVisit = defineTable({
  name: 'homestead_visit',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    mediationKey: integer,
    number: integer,
    at: integer,
    by: text,
    visitors: json<readonly VisitorKind[]>(),
    outcome: oneOf<MediationOutcome>(),
  },
  indexes: { byMediation: ['mediationKey'] },
});

/** One line a day for every open order: how it stands at 17:00. `id` is `<tenant>/<date>/<order key>`. */
export const dailyLine = defineTable({
  name: 'daily_line',
  key: 'id',
  versioned: false,
  columns: {
    id: text,
    tenantId: text,
    date: text,
    orderKey: integer,
    orderNo: text,
    state: text,
    level: nullable(text),
    ownerUnitKey: nullable(integer),
    dueAt: nullable(integer),
    overdue: boolean,
    urged: boolean,
    supervised: boolean,
    writtenAt: integer,
  },
  indexes: { byOrder: ['orderKey'] },
});

/** A township's own wording of a message. `id` is `<tenant>/<name>`. */
export const messageTemplate = defineTable({
  name: 'message_template',
  key: 'id',
  versioned: true,
  columns: {
    id: text,
    revision: integer,
    tenantId: text,
    name: text,
    zh: text,
    en: text,
    changedAt: integer,
    changedBy: text,
  },
  indexes: {},
});

export const SIDE_ROUTE_TABLES = [
  extensionRequest,
  suspension,
  homesteadMediation,
  homesteadVisit,
  dailyLine,
  messageTemplate,
] as const;
