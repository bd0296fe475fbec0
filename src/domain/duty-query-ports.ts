import type { Actor } from './actor.ts';
import type { dutyListItem, returnRequest } from './duty-tables.ts';
import type { RowOf } from './table.ts';
import type { whistle, whistleRating, whistleUnit } from './whistle-tables.ts';

/** Everything about one whistle; lists are oldest first. */
export interface WhistleFile {
  readonly whistle: RowOf<typeof whistle>;
  /** Number of the order that waits for it. */
  readonly orderNo: string | null;
  readonly units: readonly RowOf<typeof whistleUnit>[];
  readonly ratings: readonly RowOf<typeof whistleRating>[];
}

/**
 * Whistles as far as the asker may see them: all, or those that their unit blew or is called by. What may not be seen does not exist for the asker.
 * The duty list is everybody's.
 */
export interface DutyQuery {
  whistle(asker: Actor, whistleNo: string): Promise<WhistleFile | undefined>;
  /** The newest whistles, at most 200. @param orderNo - only those of this order */
  whistles(asker: Actor, orderNo?: string): Promise<readonly WhistleFile[]>;
  /** Versions in force at an instant, by code. */
  dutyList(tenantId: string, at: number): Promise<readonly RowOf<typeof dutyListItem>[]>;
  /** Objections to an order, with their rulings. */
  disputes(tenantId: string, orderKey: number): Promise<readonly RowOf<typeof returnRequest>[]>;
}
