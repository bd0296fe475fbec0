import type { account } from './account-tables.ts';
import type { Role, Standing } from '../actor.ts';
import type { exclusion } from '../exclusion/exclusion-tables.ts';
import type { accountPost, delegation, dutyShift, orgUnit, villageLeader } from './organisation-tables.ts';
import type { RowOf } from '../table.ts';

/** Who a session's person is at an instant: the account, the post in which they act, and whom they stand in for. */
export interface Capacity {
  readonly account: RowOf<typeof account>;
  /** Null: the main post, which the account itself is. */
  readonly postKey: number | null;
  readonly unitKey: number | null;
  readonly roles: readonly Role[];
  readonly formerUnitKeys: readonly number[];
  readonly stands: readonly Standing[];
}

/** A person of a unit, in the main post or in another one. */
export interface UnitPerson {
  readonly accountKey: number;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly isMainPost: boolean;
}

/** Who works where, who is on duty, and who stands in for whom. */
export interface StaffQuery {
  /** Undefined: no such session, or it is over, or the account was closed. */
  capacityOf(sessionId: string, now: number): Promise<Capacity | undefined>;
  /** Posts beside the main one that have not ended. */
  posts(tenantId: string, accountKey: number): Promise<readonly RowOf<typeof accountPost>[]>;
  /** The township's units with these keys. */
  units(tenantId: string, keys: readonly number[]): Promise<readonly RowOf<typeof orgUnit>[]>;
  /** Active people of a unit, by account; at most 500. */
  people(tenantId: string, unitKey: number): Promise<readonly UnitPerson[]>;
  /** Shifts that touch a period and were not cancelled, by start; at most 500. */
  shifts(tenantId: string, from: number, to: number, unitKey?: number): Promise<readonly ShiftItem[]>;
  /** Delegations that are not over, given or received by the account, or all of the township. */
  delegations(tenantId: string, now: number, accountKey?: number): Promise<readonly DelegationItem[]>;
  /** Applications to leave an order out of the three rates, oldest first. */
  exclusions(tenantId: string, orderKey: number): Promise<readonly RowOf<typeof exclusion>[]>;
  /** Who answers for the villages now. */
  villageLeaders(tenantId: string): Promise<readonly VillageLeaderItem[]>;
}

export type ShiftItem = RowOf<typeof dutyShift> & { readonly displayName: string; readonly unitName: string };
export type DelegationItem = RowOf<typeof delegation> & { readonly fromName: string; readonly toName: string };
export type VillageLeaderItem = RowOf<typeof villageLeader> & {
  readonly displayName: string;
  readonly villageName: string;
};
