import { boolean, defineTable, integer, json, nullable, oneOf, text } from '../table.ts';
import type {
  AppealSource,
  AppealType,
  Category,
  ClosingLabel,
  Level,
  LimitUnit,
  PlaceKind,
  Satisfaction,
} from './appeal-words.ts';
import type { DeadlineCalendar } from './deadline.ts';
import type { WorkOrderState } from './work-order-state.ts';

/**
 * Tables of appeals and their work orders. Columns ending in `Sealed` hold personal data, encrypted outside the decision (see vault.ts);
 * the rest carries none.
 */

/** The last number given in a series of a day; `id` is `<tenant>/<series>/<YYYYMMDD>`. */
export const numberSeries = defineTable({
  name: 'number_series',
  key: 'id',
  versioned: true,
  columns: { id: text, revision: integer, last: integer },
  indexes: {},
});

/** Who appealed, one row per appeal. `phoneHash` is a keyed hash: it finds the same caller without decrypting. */
export const party = defineTable({
  name: 'party',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    kind: oneOf<'natural' | 'legal' | 'other'>(),
    nameSealed: nullable(text),
    phoneSealed: nullable(text),
    phoneHash: nullable(text),
    addressSealed: nullable(text),
    anonymous: boolean,
    confidential: boolean,
    replyWanted: boolean,
  },
  indexes: { byPhoneHash: ['tenantId', 'phoneHash'] },
});

/**
 * What was said, as received. `title` is a short heading without personal data; `objectKey` names the building, company or road it is about;
 * `fingerprint` is a hash of the content, by which a repeated push of the same external number is known.
 */
export const appeal = defineTable({
  name: 'appeal',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    externalNo: nullable(text),
    source: oneOf<AppealSource>(),
    type: oneOf<AppealType>(),
    category: oneOf<Category>(),
    title: text,
    contentSealed: text,
    placeKind: oneOf<PlaceKind>(),
    unitKey: nullable(integer),
    objectKey: nullable(text),
    partyKey: integer,
    occurredAt: nullable(integer),
    receivedAt: integer,
    fingerprint: text,
  },
  indexes: { byExternalNo: ['tenantId', 'externalNo'] },
});

/**
 * The work order of an appeal. `coUnitKeys` assist; `dueAt` is the date of the newest external deadline, kept here for lists;
 * `processInstanceKey` is the case that drives it. Its key is the same as the appeal's.
 */
export const workOrder = defineTable({
  name: 'work_order',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderNo: text,
    processInstanceKey: nullable(integer),
    state: oneOf<WorkOrderState>(),
    level: nullable(oneOf<Level>()),
    limitAmount: nullable(integer),
    limitUnit: nullable(oneOf<LimitUnit>()),
    limitBasis: nullable(text),
    ownerUnitKey: nullable(integer),
    coUnitKeys: json<readonly number[]>(),
    catalogueEntry: nullable(text),
    dispatchedAt: nullable(integer),
    dueAt: nullable(integer),
    statutoryDueAt: nullable(integer),
    signedOffAt: nullable(integer),
    signedOffBy: nullable(text),
    signOffDelegated: boolean,
    signedAt: nullable(integer),
    firstContactAt: nullable(integer),
    /** Who filled in the result; that person neither inspects nor calls back. */
    handledBy: nullable(text),
    isTrue: nullable(oneOf<'yes' | 'part' | 'no'>()),
    beyondDuty: boolean,
    resolved: nullable(boolean),
    unresolvedReason: nullable(text),
    publicReply: nullable(text),
    feedbackAt: nullable(integer),
    extensionCount: integer,
    reworkCount: integer,
    repeatKind: nullable(text),
    parentOrderKey: nullable(integer),
    /** What happened to it that later checks ask for. */
    marks: json<readonly OrderMark[]>(),
    sensitive: boolean,
    urged: boolean,
    supervised: boolean,
    excluded: boolean,
    closingLabel: nullable(oneOf<ClosingLabel>()),
    closedAt: nullable(integer),
    archivedAt: nullable(integer),
  },
  /** `byOpen` with `archivedAt` null: those that are not archived yet. */
  indexes: { byOrderNo: ['tenantId', 'orderNo'], byOpen: ['tenantId', 'archivedAt'] },
});

/**
 * Whether it was ever suspended, handed down, whistled for, found falsely reported, or late in contacting the appellant; whether its
 * appellant keeps asking (疑难); and whether so often that a hand-down may be thought of, by people and never by itself.
 */
export type OrderMark =
  | 'suspended'
  | 'handed_down'
  | 'whistled'
  | 'false_result'
  | 'response_risk'
  | 'violation'
  | 'difficult'
  | 'excessive_candidate';

/**
 * The newest appeals about one matter (same category, place and object, or category and place when no object is named), at most 50 of the last 30 days;
 * so that looking for repeats costs one row however many appeals there are. `id` is what `matterId` says.
 */
export const recentMatter = defineTable({
  name: 'recent_matter',
  key: 'id',
  versioned: true,
  columns: {
    id: text,
    revision: integer,
    appeals: json<readonly MatterEntry[]>(),
    /** The newest cluster about it. */
    clusterKey: nullable(integer),
  },
  indexes: {},
});

/** One appeal about a matter; `at` is when it was received. */
export interface MatterEntry {
  readonly orderKey: number;
  readonly at: number;
  readonly phoneHash: string | null;
}

/** A date that binds an order, with the reason for it. Never changed: a later row of the same kind replaces an earlier one. */
export const deadline = defineTable({
  name: 'deadline',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    kind: oneOf<'external' | 'statutory' | 'internal'>(),
    /** What must be done: `order`, `rework`, `sub_task`. */
    name: text,
    startAt: integer,
    amount: integer,
    unit: oneOf<LimitUnit>(),
    calendar: oneOf<DeadlineCalendar>(),
    dueAt: integer,
    /** It may move when the official holidays of a year are published. */
    provisional: boolean,
    /** Rule or article it rests on. */
    basis: text,
    /** Why it is later than the one before, and who allowed that. */
    reason: nullable(text),
    approvedBy: nullable(text),
    replacesKey: nullable(integer),
    createdAt: integer,
  },
  indexes: { byOrder: ['orderKey'] },
});

/** A contact with the appellant. What was said is a note. */
export const contactLog = defineTable({
  name: 'contact_log',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    at: integer,
    by: text,
    method: oneOf<'phone' | 'visit' | 'sms' | 'web'>(),
    answered: boolean,
  },
  indexes: { byOrder: ['orderKey'] },
});

/** What was found on site; photos are attachments. */
export const siteCheck = defineTable({
  name: 'site_check',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    at: integer,
    by: text,
    finding: oneOf<'yes' | 'part' | 'no'>(),
    inspection: boolean,
  },
  indexes: { byOrder: ['orderKey'] },
});

/** The part of a co-handling unit: it reports to the first recipient within the limit (Regulation art. 14). */
export const subTask = defineTable({
  name: 'sub_task',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderKey: integer,
    unitKey: integer,
    createdAt: integer,
    dueAt: integer,
    doneAt: nullable(integer),
    result: nullable(oneOf<'done' | 'partly' | 'not_ours'>()),
  },
  indexes: { byOrder: ['orderKey'] },
});

/** A callback to the appellant: contacted, resolved, satisfied. `valid` ones from outside feed the official three rates. */
export const callback = defineTable({
  name: 'callback',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    round: integer,
    attempt: integer,
    channel: oneOf<'hotline' | 'own_phone' | 'sms' | 'web'>(),
    at: integer,
    by: text,
    reached: boolean,
    contacted: nullable(boolean),
    resolved: nullable(boolean),
    satisfaction: oneOf<Satisfaction>(),
    valid: boolean,
  },
  indexes: { byOrder: ['orderKey'] },
});

/** Words about an order that may hold personal data: what was said, seen or added. */
export const orderNote = defineTable({
  name: 'order_note',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    kind: oneOf<'supplement' | 'withdrawal' | 'contact' | 'site_check' | 'handling' | 'review' | 'callback'>(),
    at: integer,
    by: text,
    textSealed: text,
  },
  indexes: { byOrder: ['orderKey'] },
});

export const APPEAL_TABLES = [
  numberSeries,
  party,
  appeal,
  workOrder,
  recentMatter,
  deadline,
  contactLog,
  siteCheck,
  subTask,
  callback,
  orderNote,
] as const;
