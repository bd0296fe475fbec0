import type { Category } from '../appeal/appeal-words.ts';
import type { party } from '../appeal/appeal-tables.ts';
import type { attachment, reportOfficer, revealLog } from './privacy-tables.ts';
import type { RowOf } from '../table.ts';

/** What people read about evidence and about who has seen personal data. Whether the asker may see the order is asked before. */
export interface EvidenceQuery {
  /** Oldest first. */
  attachments(tenantId: string, orderKey: number): Promise<readonly RowOf<typeof attachment>[]>;
  officers(tenantId: string): Promise<readonly RowOf<typeof reportOfficer>[]>;
  /** Whether an order is about a report of wrongdoing; false when there is no such order. */
  isReport(tenantId: string, orderNo: string): Promise<boolean>;
  /** Who appealed; undefined when there is no such order. */
  party(tenantId: string, orderNo: string): Promise<RowOf<typeof party> | undefined>;
  /** The same for an order that a task belongs to, directly or through the processes above. */
  partyOfTask(
    tenantId: string,
    userTaskKey: number,
  ): Promise<{ readonly party: RowOf<typeof party>; readonly isReport: boolean } | undefined>;
  /** What is said in a case, sealed: its content and its notes, oldest first. */
  words(tenantId: string, orderNo: string): Promise<readonly string[]>;
  /** The hash of an appellant's code; undefined when none was issued. */
  codeHash(tenantId: string, orderNo: string): Promise<string | undefined>;
  /** Appeals received in a period by place and category, reports of wrongdoing left out. */
  openCounts(tenantId: string, from: number, to: number): Promise<readonly OpenCount[]>;
  /** Who has seen what, newest first, with keys below `beforeKey`. */
  reveals(tenantId: string, filter: RevealFilter): Promise<readonly RevealItem[]>;
}

export interface RevealFilter {
  readonly orderNo?: string | undefined;
  readonly by?: string | undefined;
  readonly beforeKey: number;
  readonly limit: number;
}
export type RevealItem = RowOf<typeof revealLog> & { readonly orderNo: string };

/** How many appeals of a category came about a village or community. */
export interface OpenCount {
  readonly unitKey: number | null;
  readonly category: Category;
  readonly count: number;
}
