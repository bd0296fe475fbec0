import type { Knex } from 'knex';
import { dutyShift } from '../domain/organisation/organisation-tables.ts';
import type { RowOf } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';

/** Who gets a message to people of the township. */
export interface MessageRecipients {
  /**
   * Accounts of those who get it, by key: on duty at `now` for the unit or role that it is to; where nobody is, everybody of that unit or role.
   * Undefined for a message to somebody else.
   */
  recipientsOf(message: ForStaff, now: number): Promise<readonly number[] | undefined>;
}

interface ForStaff {
  readonly tenantId: string;
  readonly channel: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Looks recipients up when a message is delivered: who is on duty then, gets it. */
export function createMessageRecipients(knex: Knex): MessageRecipients {
  return {
    async recipientsOf({ tenantId, channel, payload: { to } }, now) {
      if (channel !== 'staff') return undefined;
      const person = typeof to === 'string' ? /^account:(\d+)$/.exec(to)?.[1] : undefined;
      if (person !== undefined) return [Number(person)];
      if (typeof to !== 'number' && typeof to !== 'string') return undefined;
      const isMeant = (unitKey: number | null, roles: readonly string[]) =>
        typeof to === 'number' ? unitKey === to : roles.includes(to);
      const onDuty = (await shifts(tenantId, now)).filter(({ unitKey, roles }) => isMeant(unitKey, roles));
      const meant =
        onDuty.length > 0 ? onDuty : (await posts(tenantId)).filter((post) => isMeant(post.unitKey, post.roles));
      return [...new Set(meant.map(({ accountKey }) => accountKey))].sort((a, b) => a - b);
    },
  };

  async function shifts(tenantId: string, now: number): Promise<RowOf<typeof dutyShift>[]> {
    const rows = await knex('duty_shift as t')
      .join('account as a', 'a.key', 't.account_key')
      .where({ 't.tenant_id': tenantId, 'a.active': true })
      .whereNull('t.cancelled_at')
      .where('t.start_at', '<=', now)
      .where('t.end_at', '>', now)
      .select<Record<string, unknown>[]>(columnsOf(knex, dutyShift, 't'));
    return rows.map((row) => rowOf(dutyShift, row));
  }

  /** Main and further posts of everybody who is active. */
  async function posts(tenantId: string): Promise<readonly Post[]> {
    const [main, further] = await Promise.all([
      knex('account as a')
        .where({ 'a.tenant_id': tenantId, 'a.active': true })
        .select('a.key', 'a.unit_key', 'a.roles'),
      knex('account_post as p')
        .join('account as a', 'a.key', 'p.account_key')
        .where({ 'p.tenant_id': tenantId, 'a.active': true })
        .whereNull('p.ended_at')
        .select('a.key', 'p.unit_key', 'p.roles'),
    ]);
    return [...main, ...further].map(({ key, unit_key: unitKey, roles }) => ({
      accountKey: Number(key),
      unitKey: unitKey === null ? null : Number(unitKey),
      roles: (typeof roles === 'string' ? JSON.parse(roles) : roles) as readonly string[],
    }));
  }
}

// helpers

interface Post {
  readonly accountKey: number;
  readonly unitKey: number | null;
  readonly roles: readonly string[];
}
