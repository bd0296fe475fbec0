import type { Actor } from '../actor.ts';
import type { dutyListItem, returnRequest } from './duty-tables.ts';
import type { RowOf } from '../table.ts';
import type { whistle, whistleRating, whistleUnit } from '../whistle/whistle-tables.ts';

/** Everything about one whistle; lists are oldest first. */
export interface WhistleFile {
  readonly whistle: RowOf<typeof whistle>;
  /** Number of the order that waits for it. */
  readonly orderNo: string | null;
  readonly units: readonly RowOf<typeof whistleUnit>[];
  readonly ratings: readonly RowOf<typeof whistleRating>[];
  /** Numbers of the other orders that it serves. */
  readonly linkedOrderNos: readonly string[];
}

export interface WhistleFilter {
  /** Only those of this order. */
  readonly orderNo?: string;
  /** Only those that have not ended. */
  readonly open?: boolean;
}

/** Where a dispute waits. */
export interface DisputeStep {
  /** `correct_request`, `give_opinion`, `rule_dispute` or `study_dispute` */
  readonly elementId: string;
  readonly dueAt: number | null;
  /** The task, when it is the asker's to do. */
  readonly userTaskKey: number | null;
}

export interface DisputeFile {
  readonly request: RowOf<typeof returnRequest>;
  readonly orderNo: string | null;
  readonly whistleNo: string | null;
  /** null when nobody's answer is waited for. */
  readonly step: DisputeStep | null;
}

/**
 * Whistles as far as the asker may see them: all, or those that their unit blew or is called by. What may not be seen does not exist for the asker.
 * The duty list is everybody's.
 */
export interface DutyQuery {
  whistle(asker: Actor, whistleNo: string): Promise<WhistleFile | undefined>;
  /** The newest whistles, at most 200. */
  whistles(asker: Actor, filter?: WhistleFilter): Promise<readonly WhistleFile[]>;
  /** Versions in force at an instant, by code. */
  dutyList(tenantId: string, at: number): Promise<readonly RowOf<typeof dutyListItem>[]>;
  /** All versions of one item, the newest first. */
  dutyVersions(tenantId: string, code: string): Promise<readonly RowOf<typeof dutyListItem>[]>;
  /** Disputes that the asker's unit is a side of, or all; the newest, at most 200. @param open - only those without a ruling */
  disputeFiles(asker: Actor, open: boolean): Promise<readonly DisputeFile[]>;
  /** Objections to an order, with their rulings. */
  disputes(tenantId: string, orderKey: number): Promise<readonly RowOf<typeof returnRequest>[]>;
}
