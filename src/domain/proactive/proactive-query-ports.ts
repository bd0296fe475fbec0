import type { Actor } from '../actor.ts';
import type { directive, directiveInspection, directiveProgress } from '../directive/directive-tables.ts';
import type { finding, findingPhoto, gridCounter, seasonPlan, sweepPoint } from './proactive-tables.ts';
import type { RowOf } from '../table.ts';
import type { IssueClass, Screening, TaskSource } from '../worksheet/worksheet-words.ts';
import type { WorkOrderState } from '../appeal/work-order-state.ts';
import type { ClosingLabel } from '../appeal/appeal-words.ts';

/** What people read about findings, directives and the worksheet. */

/** A finding with the points of its sweep. */
export interface FindingFile {
  readonly finding: RowOf<typeof finding>;
  readonly points: readonly RowOf<typeof sweepPoint>[];
}

/** Findings as far as the asker may see them: all, or those reported by them or of their unit. */
export interface FindingQuery {
  find(asker: Actor, findingNo: string): Promise<FindingFile | undefined>;
  /** The newest, at most `limit`. */
  newest(asker: Actor, limit: number): Promise<readonly RowOf<typeof finding>[]>;
  /** Photos of a finding that the asker may see, oldest first, still sealed. */
  photos(asker: Actor, findingNo: string): Promise<readonly RowOf<typeof findingPhoto>[]>;
  /** By the hash of a receipt; across tenants, since only who holds the receipt can ask. */
  findByReceipt(receiptHash: string): Promise<RowOf<typeof finding> | undefined>;
  /** Season plans in use, oldest first. */
  seasons(tenantId: string): Promise<readonly RowOf<typeof seasonPlan>[]>;
  /** What people of the grid did in a month (`2026-03`). */
  counters(tenantId: string, month: string): Promise<readonly RowOf<typeof gridCounter>[]>;
}

/** A directive as lists show it. */
export interface DirectiveItem {
  readonly directive: RowOf<typeof directive>;
  /** Of the last progress; null before any. */
  readonly percent: number | null;
  /** Numbers of the orders that follow its date. */
  readonly orderNos: readonly string[];
}

/** A directive with its progress, oldest first. */
export interface DirectiveFile extends DirectiveItem {
  readonly progress: readonly RowOf<typeof directiveProgress>[];
  readonly inspections: readonly RowOf<typeof directiveInspection>[];
}

export interface DirectiveQuery {
  /** The newest, at most 1000. */
  list(tenantId: string): Promise<readonly DirectiveItem[]>;
  find(tenantId: string, key: number): Promise<DirectiveFile | undefined>;
  findByNo(tenantId: string, directiveNo: string): Promise<DirectiveFile | undefined>;
}

/** A row of the worksheet 1330 with what is not shown. */
export interface WorksheetRow {
  readonly orderNo: string;
  readonly taskSource: TaskSource;
  readonly targetResult: string | null;
  readonly mainContent: string;
  readonly measures: string | null;
  readonly responsible: string | null;
  readonly reportedAt: number;
  readonly dueAt: number | null;
  readonly screening: Screening;
  readonly screeningReason: string | null;
  readonly issueClass: IssueClass | null;
  readonly unit: string | null;
  readonly closedAt: number | null;
  readonly state: WorkOrderState;
  readonly closingLabel: ClosingLabel | null;
  /** Name of the leader who claimed it, or was named. */
  readonly claimLeader: string | null;
  /** Who answers for it (四办): for the party committee a name or a role; null before it is dispatched. */
  readonly slots: {
    readonly leader: string;
    readonly sectionKey: number;
    readonly villageKey: number;
    readonly jointUnitKeys: readonly number[];
  } | null;
}

export interface WorksheetQuery {
  /** In the order of submission. */
  rows(tenantId: string): Promise<readonly WorksheetRow[]>;
}
