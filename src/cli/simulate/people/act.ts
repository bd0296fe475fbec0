import type { workOrder } from '../../../domain/appeal/appeal-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import type { Deed } from '../world.ts';

/** A task that somebody has just been given. */
export interface GivenTask {
  readonly processId: string;
  readonly elementId: string;
  readonly at: number;
  readonly processInstanceKey: number;
  /** Variables of its process instance. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What it is about; null for a finding, or a whistle of one's own. */
  readonly order: RowOf<typeof workOrder> | null;
}

/** The order of a task that always has one. */
export function orderOf({ order, elementId }: GivenTask): RowOf<typeof workOrder> {
  if (order === null) throw new Error(`task '${elementId}' is about no order`);
  return order;
}

/** What they will do with it, and when. */
export interface Act {
  readonly at: number;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Which of the groups that the task is offered to; the first, when absent. */
  readonly group?: number;
  /** Done just before the task is completed: votes, payments. */
  readonly before?: Deed;
  /** Done by somebody whatever becomes of the task. */
  readonly meanwhile?: readonly { readonly at: number; readonly deed: Deed }[];
  /** Done by somebody after it. */
  readonly later?: readonly { readonly at: number; readonly deed: Deed }[];
}
