import { boolean, defineTable, integer, json, nullable, oneOf, text, type RowOf } from '../table.ts';
import type { StageTimes, WhistleStage } from './whistle-state.ts';
import type {
  BackRating,
  RatingItem,
  WhistleKind,
  WhistleLevel,
  WhistleReason,
  WhistleResult,
} from './whistle-words.ts';

/** Tables of whistles. Places are coarse (a village) or sealed; persons are counted, never named. */

/**
 * A whistle. `orderKey` is the order whose handling waits for it, `linkedOrderKeys` are others that it serves; both may be missing.
 * `limitClass` is the row of table D06 by which its dates are counted; `dueAt` is when it must be finished.
 */
export const whistle = defineTable({
  name: 'whistle',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    whistleNo: text,
    orderKey: nullable(integer),
    linkedOrderKeys: json<readonly number[]>(),
    processInstanceKey: integer,
    kind: nullable(oneOf<WhistleKind>()),
    level: nullable(oneOf<WhistleLevel>()),
    limitClass: nullable(text),
    stage: oneOf<WhistleStage>(),
    stageTimes: json<StageTimes>(),
    place: nullable(text),
    /** Why the blower's own level cannot solve it. */
    reason: nullable(oneOf<WhistleReason>()),
    blowerUnitKey: nullable(integer),
    blownBy: text,
    approvals: json<readonly Approval[]>(),
    publishedAt: nullable(integer),
    dueAt: nullable(integer),
    round: integer,
    result: nullable(oneOf<WhistleResult>()),
    /** The whistle of the level below, whose problem this one takes up. */
    escalatedFromKey: nullable(integer),
    escalationReason: nullable(oneOf<WhistleReason>()),
    closedAt: nullable(integer),
  },
  indexes: { byNo: ['tenantId', 'whistleNo'], byOrder: ['orderKey'], byInstance: ['processInstanceKey'] },
});

/** A leader's word on a whistle; `after` when it had been blown before. */
export interface Approval {
  readonly role: string;
  readonly by: string;
  /** Whose approval was handed to `by`. */
  readonly onBehalfOf?: string | null;
  readonly at: number;
  readonly approved: boolean;
  readonly after: boolean;
}

/** A unit that a whistle calls: when it signed, made contact, came, finished and was let go. */
export const whistleUnit = defineTable({
  name: 'whistle_unit',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    whistleKey: integer,
    unitKey: integer,
    signDueAt: nullable(integer),
    contactDueAt: nullable(integer),
    reportDueAt: nullable(integer),
    signedAt: nullable(integer),
    contactAt: nullable(integer),
    arrivedAt: nullable(integer),
    /** Exact: latitude and longitude. Shown to about 100 metres. */
    arrivedPlaceSealed: nullable(text),
    personCount: nullable(integer),
    topRank: nullable(oneOf<'unit_leader' | 'section_leader' | 'staff'>()),
    /** It never came while it was waited for. */
    absent: boolean,
    objection: nullable(oneOf<'raised' | 'rejected' | 'upheld'>()),
    taskResult: nullable(oneOf<'done' | 'partly' | 'not_done'>()),
    taskDoneAt: nullable(integer),
    releasedAt: nullable(integer),
    backRating: nullable(oneOf<BackRating>()),
    backRatedAt: nullable(integer),
  },
  indexes: { byWhistle: ['whistleKey'], byOpen: ['unitKey', 'releasedAt'] },
});

/** A rating of a unit for one whistle. Never changed: a correction is a later row that replaces it. */
export const whistleRating = defineTable({
  name: 'whistle_rating',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    whistleKey: integer,
    unitKey: integer,
    by: text,
    at: integer,
    /** Points by item of table D18. */
    items: json<Readonly<Partial<Record<RatingItem, number>>>>(),
    total: integer,
    cause: oneOf<'rated' | 'false_result'>(),
    replacesKey: nullable(integer),
  },
  indexes: { byWhistle: ['whistleKey'] },
});

/** The row that sets a rating to nought, because what the unit reported proved false. */
export function voidedRating(
  rating: RowOf<typeof whistleRating>,
  { key, by, at }: Pick<RowOf<typeof whistleRating>, 'key' | 'by' | 'at'>,
): RowOf<typeof whistleRating> {
  return { ...rating, key, by, at, items: {}, total: 0, cause: 'false_result', replacesKey: rating.key };
}

export const WHISTLE_TABLES = [whistle, whistleUnit, whistleRating] as const;
