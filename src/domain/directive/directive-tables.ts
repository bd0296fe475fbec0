import { boolean, defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

/** How a directive stands; states with an end are final. */
export const DIRECTIVE_STATES = {
  draft: { zh: '拟稿', en: 'Draft' },
  issued: { zh: '已签发', en: 'Issued' },
  signed: { zh: '已签收', en: 'Signed for' },
  reported: { zh: '已报完成', en: 'Reported done' },
  completed: { zh: '已销号', en: 'Completed' },
  failed_reported: { zh: '未完成已通报', en: 'Failed and reported' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  dropped: { zh: '未签发', en: 'Not issued' },
} as const;
export type DirectiveState = keyof typeof DIRECTIVE_STATES;

/** What led to a directive. */
export const DIRECTIVE_SOURCES = {
  whistle: { zh: '哨未解决', en: 'Unsolved whistle' },
  report: { zh: '专报批示', en: 'Instruction on a report' },
  inspection: { zh: '核验虚假', en: 'False result found twice' },
  duty_dispute: { zh: '职责争议', en: 'Duty dispute' },
  topic: { zh: '每月一题', en: 'Monthly topic' },
} as const;
export type DirectiveSource = keyof typeof DIRECTIVE_SOURCES;

/**
 * A numbered directive of the command centre to a lead unit and those that assist. `draftNo` names it from the start, `directiveNo` (`ZL-2024-131`)
 * once it is issued. Orders in `orderKeys` take its date as theirs. Titles and texts hold no personal data.
 */
export const directive = defineTable({
  name: 'directive',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    draftNo: text,
    directiveNo: nullable(text),
    processInstanceKey: integer,
    state: oneOf<DirectiveState>(),
    source: oneOf<DirectiveSource>(),
    title: text,
    /** How it is to be done. */
    path: text,
    leadUnitKey: integer,
    coUnitKeys: json<readonly number[]>(),
    /** Who guides on site: account or role. */
    guideLeader: text,
    orderKeys: json<readonly number[]>(),
    /** Natural days from issue. */
    limitDays: integer,
    issuedAt: nullable(integer),
    issuedBy: nullable(text),
    dueAt: nullable(integer),
    signedAt: nullable(integer),
    extensionCount: integer,
    urgeCount: integer,
    reworkCount: integer,
    guidedAt: nullable(integer),
    redListedAt: nullable(integer),
    interviewedAt: nullable(integer),
    ratings: json<readonly DirectiveRating[]>(),
    closedAt: nullable(integer),
  },
  indexes: { byTenant: ['tenantId'], byNo: ['tenantId', 'directiveNo'] },
});

/** What the township thinks of a unit's part; 0–100. */
export interface DirectiveRating {
  readonly unitKey: number;
  readonly score: number;
  readonly by: string;
  readonly at: number;
}

/** Progress that the lead unit reports: public, which anybody may read, or for the units alone. */
export const directiveProgress = defineTable({
  name: 'directive_progress',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    directiveKey: integer,
    at: integer,
    by: text,
    percent: integer,
    text,
    isPublic: boolean,
  },
  indexes: { byDirective: ['directiveKey'] },
});

/** What inspectors found on site, and what of it is published. */
export const directiveInspection = defineTable({
  name: 'directive_inspection',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    directiveKey: integer,
    at: integer,
    by: text,
    result: oneOf<'true' | 'partial' | 'false'>(),
    bulletin: text,
  },
  indexes: { byDirective: ['directiveKey'] },
});

export const DIRECTIVE_TABLES = [directive, directiveProgress, directiveInspection] as const;
