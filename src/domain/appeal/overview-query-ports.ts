import type { Actor } from '../actor.ts';
import type { Category, Level, Satisfaction } from './appeal-words.ts';
import type { ExclusionRange } from '../exclusion/exclusion-tables.ts';
import type { WorkOrderState } from './work-order-state.ts';

/** How things stand in the orders that somebody sees, in numbers. */
export interface OverviewQuery {
  /**
   * @param asker - whose orders: of all units, or of their own
   * @param now - ms
   * @param since - beginning of the period for daily numbers and categories, ms
   */
  read(asker: Actor, now: number, since: number): Promise<Overview>;
  /** Last callback of each order called back within [from, to), ms. */
  callbacks(asker: Actor, from: number, to: number): Promise<readonly CallbackAnswer[]>;
}

export interface Overview {
  /** Orders that a unit works on, by where they stand. */
  readonly open: readonly { readonly state: WorkOrderState; readonly level: Level | null; readonly count: number }[];
  /** Days of the period on which something happened; `day` counts from 1970-01-01 in Shanghai. */
  readonly days: readonly { readonly day: number; readonly received: number; readonly closed: number }[];
  /** What was appealed about within the period, most first. */
  readonly categories: readonly { readonly category: Category; readonly received: number }[];
  /** Units with open orders, the latest first. */
  readonly units: readonly UnitLoad[];
}

export interface UnitLoad {
  readonly unitKey: number;
  readonly name: string;
  readonly open: number;
  readonly overdue: number;
  /** Due within a day. */
  readonly soon: number;
}

/** What an appellant answered when called back, and how far the order is left out of the rates. */
export interface CallbackAnswer {
  readonly reached: boolean;
  readonly contacted: boolean | null;
  readonly resolved: boolean | null;
  readonly satisfaction: Satisfaction;
  readonly excluded?: ExclusionRange | null;
}
