import type { hotlineNotice, hotlineOutlet, hotlineRequest } from './hotline-tables.ts';
import type { RowOf } from '../table.ts';
import type { workOrder } from '../appeal/appeal-tables.ts';

/** What township and hotline said to each other about an order, oldest first. */
export interface HotlineFile {
  /** The hotline's number; null when the order came from elsewhere. */
  readonly externalNo: string | null;
  readonly requests: readonly RowOf<typeof hotlineRequest>[];
  readonly notices: readonly RowOf<typeof hotlineNotice>[];
}

/** Messages to the hotline that have not arrived yet. */
export interface HotlineBacklog {
  readonly count: number;
  readonly oldestAt: number | null;
  /** Most attempts that any of them has seen. */
  readonly attempts: number;
  /** Why the one tried most often did not arrive. */
  readonly lastError: string | null;
}

/** The hotline's side of orders: found by the hotline's own numbers. */
export interface HotlineQuery {
  /** The order that has this number at the township's hotline. */
  orderOf(tenantId: string, externalNo: string): Promise<RowOf<typeof workOrder> | undefined>;
  /** Key of the unit with this code, in use or not. */
  unitKey(tenantId: string, code: string): Promise<number | undefined>;
  file(tenantId: string, orderKey: number): Promise<HotlineFile>;
  outlet(tenantId: string): Promise<RowOf<typeof hotlineOutlet> | undefined>;
  backlog(tenantId: string): Promise<HotlineBacklog>;
}
