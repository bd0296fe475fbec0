import type { workOrder } from '../../../domain/appeal-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import type { Deed } from '../world.ts';

/** A task that somebody has just been given. */
export interface GivenTask {
  readonly elementId: string;
  readonly at: number;
  readonly processInstanceKey: number;
  /** Variables of its process instance. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly order: RowOf<typeof workOrder>;
}

/** What they will do with it, and when. */
export interface Act {
  readonly at: number;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Done just before the task is completed: votes, payments. */
  readonly before?: Deed;
  /** Done by somebody later. */
  readonly later?: readonly { readonly at: number; readonly deed: Deed }[];
}
