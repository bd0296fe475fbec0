import type { Category, PlaceKind } from '../appeal/appeal-words.ts';
import type { ReportFinding } from './finding-draft.ts';
import type { FindingState } from './finding-state.ts';
import type { FindingKind, GridCount, SweepState } from './proactive-words.ts';
import { boolean, defineTable, integer, json, nullable, oneOf, real, text } from '../table.ts';

/**
 * Something found before anybody complained: by the grid, by residents with a photo, or foreseen. An order made of it has the same number and key.
 * `placeSealed` is the exact position; `area` the same to about 100 m. `reportedBy` is null for residents, who keep a receipt instead.
 */
export const finding = defineTable({
  name: 'finding',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    findingNo: text,
    processInstanceKey: nullable(integer),
    kind: oneOf<FindingKind>(),
    state: oneOf<FindingState>(),
    category: oneOf<Category>(),
    placeKind: oneOf<PlaceKind>(),
    title: text,
    objectKey: nullable(text),
    /** Names the matter, as `matterId` does. */
    matter: text,
    /** Village or community. */
    unitKey: nullable(integer),
    gridKey: nullable(integer),
    contentSealed: text,
    placeSealed: nullable(text),
    area: nullable(text),
    /** Danger to life or property: it is claimed at once. */
    safety: boolean,
    /** Somebody has complained about it already. */
    alreadyAppealed: boolean,
    reportedBy: nullable(text),
    contactSealed: nullable(text),
    receiptHash: nullable(text),
    reportedAt: integer,
    claimedBy: nullable(text),
    claimedAt: nullable(integer),
    /** Number of the finding or order that it repeats. */
    duplicateOf: nullable(text),
    publicReply: nullable(text),
    repliedAt: nullable(integer),
    closedAt: nullable(integer),
    /** Orders of citizens about the same matter that came while it was open. */
    matchedOrderKeys: json<readonly number[]>(),
    /** What it has been counted as, and for whom. */
    counted: json<readonly Counted[]>(),
  },
  indexes: { byNo: ['tenantId', 'findingNo'], byMatter: ['matter'], byReceipt: ['receiptHash'] },
});

/** A count that can be taken back: the row of {@link gridCounter} and which of its three. */
export interface Counted {
  readonly counterId: string;
  readonly count: GridCount;
}

/** A photo of a finding, whole, sealed: faces and number plates are personal data. */
export const findingPhoto = defineTable({
  name: 'finding_photo',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    findingKey: integer,
    mediaType: text,
    contentSealed: text,
    addedAt: integer,
    addedBy: text,
  },
  indexes: { byFinding: ['findingKey'] },
});

/** One place of a sweep for the same defect; each has its own state. */
export const sweepPoint = defineTable({
  name: 'sweep_point',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    findingKey: integer,
    unitKey: integer,
    state: oneOf<SweepState>(),
    /** Defects found there. */
    defects: integer,
    openedAt: integer,
    surveyedAt: nullable(integer),
    surveyedBy: nullable(text),
    doneAt: nullable(integer),
    doneBy: nullable(text),
  },
  indexes: { byFinding: ['findingKey'] },
});

/** What a person of the grid did in a month, with the findings that prove it. `id` is `<tenant>/<person>/<YYYY-MM>`. */
export const gridCounter = defineTable({
  name: 'grid_counter',
  key: 'id',
  versioned: true,
  columns: {
    id: text,
    revision: integer,
    tenantId: text,
    person: text,
    month: text,
    discover: integer,
    report: integer,
    relieve: integer,
    evidence: json<readonly CountEvidence[]>(),
  },
  indexes: { byMonth: ['tenantId', 'month'] },
});

/** Why a counter moved: `delta` is 1, or -1 when it was taken back. */
export interface CountEvidence {
  readonly count: GridCount;
  readonly findingKey: number;
  readonly at: number;
  readonly delta: 1 | -1;
}

/** The middle of a grid, in degrees, so that a photo finds its grid. Its key is the grid's. */
export const gridPlace = defineTable({
  name: 'grid_place',
  key: 'key',
  versioned: true,
  columns: { key: integer, revision: integer, tenantId: text, latitude: real, longitude: real },
  indexes: { byTenant: ['tenantId'] },
});

/** What comes back every year, to be looked at from a day (`MM-DD`) on: a finding for each of the places, or for all when none is named. */
export const seasonPlan = defineTable({
  name: 'season_plan',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    startsOn: text,
    /** Words sealed. */
    forecast: json<ReportFinding>(),
    unitKeys: json<readonly number[]>(),
    /** The last year in which it was opened, or its day had passed when it was planned. */
    openedYear: integer,
    stoppedAt: nullable(integer),
    createdBy: text,
    createdAt: integer,
  },
  indexes: { byTenant: ['tenantId'] },
});

export const PROACTIVE_TABLES = [finding, findingPhoto, sweepPoint, gridCounter, gridPlace, seasonPlan] as const;
