import type { Knex } from 'knex';
import { account, session } from '../domain/organisation/account-tables.ts';
import { ACT_SCOPE_NAMES } from '../domain/organisation/act-scopes.ts';
import type { Standing } from '../domain/actor.ts';
import { exclusion } from '../domain/exclusion/exclusion-tables.ts';
import {
  accountPost,
  delegation,
  dutyShift,
  orgUnit,
  villageLeader,
} from '../domain/organisation/organisation-tables.ts';
import type {
  DelegationItem,
  ShiftItem,
  StaffQuery,
  UnitPerson,
  VillageLeaderItem,
} from '../domain/organisation/staff-query-ports.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';

const MOST = 500;
/** Closed units whose work went on to the next, and the next. */
const MOST_SUCCESSIONS = 20;

/** Who works where, who is on duty, and who stands in for whom. */
export function createStaffQuery(knex: Knex): StaffQuery {
  return {
    async capacityOf(sessionId, now) {
      const [open] = await rowsOf(session, (query) => query.where('t.id', sessionId).where('t.expires_at', '>', now));
      if (!open) return undefined;
      const [person] = await rowsOf(account, (query) => query.where({ 't.key': open.accountKey, 't.active': true }));
      if (!person) return undefined;
      const [post] = open.postKey === null ? [] : await postsOf(person.tenantId, person.key, open.postKey);
      const { unitKey, roles } = post ?? person;
      const [formerUnitKeys, delegated, onDuty] = await Promise.all([
        unitKey === null ? [] : formerUnits(unitKey),
        delegatedTo(person.key, now),
        onDutyNow(person.key, now),
      ]);
      return {
        account: person,
        postKey: post?.key ?? null,
        unitKey,
        roles,
        formerUnitKeys,
        stands: [...delegated, ...onDuty],
      };
    },
    posts: (tenantId, accountKey) => postsOf(tenantId, accountKey),
    units: (tenantId, keys) =>
      rowsOf(orgUnit, (query) => query.where('t.tenant_id', tenantId).whereIn('t.key', [...keys])),
    async people(tenantId, unitKey) {
      const [main, further] = await Promise.all([
        rowsOf(account, (query) =>
          query
            .where({ 't.tenant_id': tenantId, 't.unit_key': unitKey, 't.active': true })
            .orderBy('t.key')
            .limit(MOST),
        ),
        withNames(accountPost, ['account_key'], (query) =>
          query
            .where({ 't.tenant_id': tenantId, 't.unit_key': unitKey, 'p0.active': true })
            .whereNull('t.ended_at')
            .limit(MOST),
        ),
      ]);
      return [
        ...main.map(({ key, displayName, roles }): UnitPerson => ({
          accountKey: key,
          displayName,
          roles,
          isMainPost: true,
        })),
        ...further.map(({ row: { accountKey, roles }, names }): UnitPerson => {
          return { accountKey, displayName: names[0] ?? '', roles, isMainPost: false };
        }),
      ];
    },
    async shifts(tenantId, from, to, unitKey) {
      const found = await withNames(dutyShift, ['account_key'], (query) => {
        void query.where('t.tenant_id', tenantId).whereNull('t.cancelled_at');
        void query
          .where('t.start_at', '<', to)
          .where('t.end_at', '>', from)
          .orderBy(['t.start_at', 't.key'])
          .limit(MOST);
        return unitKey === undefined ? query : query.where('t.unit_key', unitKey);
      });
      const names = await unitNames(found.map(({ row }) => row.unitKey));
      return found.map(({ row, names: [displayName = ''] }): ShiftItem => {
        return { ...row, displayName, unitName: names.get(row.unitKey) ?? '' };
      });
    },
    async delegations(tenantId, now, accountKey) {
      const found = await withNames(delegation, ['from_account_key', 'to_account_key'], (query) => {
        void query.where('t.tenant_id', tenantId).whereNull('t.revoked_at').where('t.end_at', '>', now);
        void query.orderBy('t.key').limit(MOST);
        if (accountKey === undefined) return query;
        return query.where((own) =>
          own.where('t.from_account_key', accountKey).orWhere('t.to_account_key', accountKey),
        );
      });
      return found.map(({ row, names: [fromName = '', toName = ''] }): DelegationItem => ({
        ...row,
        fromName,
        toName,
      }));
    },
    exclusions: (tenantId, orderKey) =>
      rowsOf(exclusion, (query) => query.where({ 't.tenant_id': tenantId, 't.order_key': orderKey }).orderBy('t.key')),
    async villageLeaders(tenantId) {
      const found = await withNames(villageLeader, ['account_key'], (query) =>
        query.where('t.tenant_id', tenantId).whereNull('t.end_at').orderBy(['t.village_key', 't.kind']),
      );
      const names = await unitNames(found.map(({ row }) => row.villageKey));
      return found.map(({ row, names: [displayName = ''] }): VillageLeaderItem => {
        return { ...row, displayName, villageName: names.get(row.villageKey) ?? '' };
      });
    },
  };

  function postsOf(tenantId: string, accountKey: number, key?: number): Promise<RowOf<typeof accountPost>[]> {
    return rowsOf(accountPost, (query) => {
      void query
        .where({ 't.tenant_id': tenantId, 't.account_key': accountKey })
        .whereNull('t.ended_at')
        .orderBy('t.key');
      return key === undefined ? query : query.where('t.key', key);
    });
  }

  async function formerUnits(unitKey: number): Promise<readonly number[]> {
    const all: number[] = [];
    let last = [unitKey];
    for (let round = 0; last.length > 0 && round < MOST_SUCCESSIONS; round++) {
      const read: { key: number }[] = await knex('org_unit')
        .whereIn('successor_key', last)
        .where('active', false)
        .select('key');
      last = read.map(({ key }) => Number(key)).filter((key) => !all.includes(key));
      all.push(...last);
    }
    return all;
  }

  /** What the leader no longer holds, nobody has from them. */
  async function delegatedTo(accountKey: number, now: number): Promise<readonly Standing[]> {
    const given = await rowsOf(delegation, (query) =>
      query
        .where('t.to_account_key', accountKey)
        .whereNull('t.revoked_at')
        .where('t.start_at', '<=', now)
        .where('t.end_at', '>', now),
    );
    if (given.length === 0) return [];
    const leaders = await rowsOf(account, (query) =>
      query
        .whereIn(
          't.key',
          given.map((row) => row.fromAccountKey),
        )
        .where('t.active', true),
    );
    const posts = await rowsOf(accountPost, (query) =>
      query
        .whereIn(
          't.account_key',
          leaders.map(({ key }) => key),
        )
        .whereNull('t.ended_at'),
    );
    const holds = (key: number, role: string) =>
      leaders.some((leader) => leader.key === key && leader.roles.some((each) => each === role)) ||
      posts.some((post) => post.accountKey === key && post.roles.some((each) => each === role));
    return given
      .filter(({ fromAccountKey, role }) => holds(fromAccountKey, role))
      .map(({ key, fromAccountKey, role, unitKey, acts }): Standing => {
        return { by: 'delegation', key, onBehalfOf: `account:${fromAccountKey}`, roles: [role], unitKey, acts };
      });
  }

  async function onDutyNow(accountKey: number, now: number): Promise<readonly Standing[]> {
    const shifts = await rowsOf(dutyShift, (query) =>
      query
        .where('t.account_key', accountKey)
        .whereNull('t.cancelled_at')
        .where('t.start_at', '<=', now)
        .where('t.end_at', '>', now),
    );
    return shifts.map(({ key, roles, unitKey }): Standing => {
      return { by: 'roster', key, onBehalfOf: null, roles, unitKey, acts: ACT_SCOPE_NAMES };
    });
  }

  async function unitNames(keys: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const read: { key: number; name: string }[] = await knex('org_unit')
      .whereIn('key', [...new Set(keys)])
      .select('key', 'name');
    return new Map(read.map(({ key, name }) => [Number(key), name]));
  }

  /** Rows with the names of the accounts in these columns. */
  async function withNames<S extends TableSpec>(
    table: S,
    accountColumns: readonly string[],
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<{ readonly row: RowOf<S>; readonly names: readonly string[] }[]> {
    const query = knex(`${table.name} as t`);
    for (const [index, column] of accountColumns.entries())
      void query.join(`account as p${index}`, `p${index}.key`, `t.${column}`);
    const read: Record<string, unknown>[] = await narrow(query).select([
      ...columnsOf(knex, table, 't'),
      ...accountColumns.map((_, index) => `p${index}.display_name as name${index}`),
    ]);
    return read.map((columns) => ({
      row: rowOf(table, columns),
      names: accountColumns.map((_, index) => String(columns[`name${index}`])),
    }));
  }

  async function rowsOf<S extends TableSpec>(
    table: S,
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<RowOf<S>[]> {
    const read: Record<string, unknown>[] = await narrow(knex(`${table.name} as t`)).select(
      columnsOf(knex, table, 't'),
    );
    return read.map((columns): RowOf<S> => rowOf(table, columns));
  }
}
