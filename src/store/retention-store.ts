import type { Knex } from 'knex';
import type { RetentionStore } from '../domain/privacy/retention-port.ts';
import { retentionCutoff, type RetentionClass } from '../domain/privacy/retention.ts';
import { FINAL_STATES } from '../domain/appeal/work-order-state.ts';
import { listTenants } from './tenant-query.ts';

const DISPUTE_MONTHS = 12;

/** Finds personal data that has been kept long enough; see {@link RetentionStore}. */
export function createRetentionStore(reader: Knex): RetentionStore {
  return {
    tenants: () => listTenants(reader),
    async due(tenantId, retentionClass, cutoff, limit) {
      const rows: { key: number; ended_at: number }[] = await reader
        .from(ended(tenantId).as('t'))
        .where('t.ended_at', '<', cutoff)
        .where((held) => void holds(held, retentionClass, cutoff))
        .orderBy('t.key')
        .limit(limit)
        .select('t.key', 't.ended_at');
      return rows.map(({ key, ended_at: endedAt }) => ({ orderKey: Number(key), endedAt: Number(endedAt) }));
    },
  };

  /** An order made of a finding has the same key, and counts. Whistles of an order or finding end with it. */
  function ended(tenantId: string): Knex.QueryBuilder {
    const orders = reader('work_order as o')
      .where('o.tenant_id', tenantId)
      .whereIn('o.state', [...FINAL_STATES])
      .select('o.key', reader.raw('coalesce(o.archived_at, o.closed_at) as ended_at'));
    const findings = reader('finding as f')
      .where('f.tenant_id', tenantId)
      .whereNotNull('f.closed_at')
      .whereNotExists(reader('work_order as w').whereRaw('w.key = f.key').select('w.key'))
      .select('f.key', 'f.closed_at as ended_at');
    const whistles = reader('whistle as h')
      .where('h.tenant_id', tenantId)
      .whereNotNull('h.closed_at')
      .whereNull('h.order_key')
      .select('h.key', 'h.closed_at as ended_at');
    return orders.unionAll([findings, whistles]);
  }

  function holds(held: Knex.QueryBuilder, retentionClass: RetentionClass, cutoff: number): void {
    const some = (table: string, narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder) =>
      narrow(reader(`${table} as x`)).select(reader.raw('1'));
    const files = (kinds: readonly string[]) =>
      some('attachment', (x) => x.whereRaw('x.order_key = t.key').whereNull('x.destroyed_at').whereIn('x.kind', kinds));
    const unmarked = () =>
      held.whereNotExists(
        some('retention_mark', (x) => x.whereRaw('x.order_key = t.key').where('x.class', retentionClass)),
      );
    switch (retentionClass) {
      case 'contact':
      case 'words':
        unmarked();
        held.whereNotExists(some('whistle', (x) => x.whereRaw('x.key = t.key')));
        return;
      case 'minutes':
        unmarked();
        held.where((said) => {
          const sessions = some('consultation_session', (x) =>
            x.join('consultation as c', 'c.key', 'x.consultation_key').whereRaw('c.order_key = t.key'),
          );
          void said
            .whereExists(sessions.whereNotNull('x.minutes_sealed'))
            .orWhereExists(some('agreement', (x) => x.whereRaw('x.order_key = t.key').whereNotNull('x.terms_sealed')));
        });
        return;
      case 'place':
        held
          .whereExists(
            some('finding', (x) =>
              x
                .whereRaw('x.key = t.key')
                .where((exact) => exact.whereNotNull('x.place_sealed').orWhereNotNull('x.area')),
            ),
          )
          .orWhereExists(
            some('whistle_unit', (x) =>
              x
                .join('whistle as h', 'h.key', 'x.whistle_key')
                .whereRaw('t.key in (h.key, h.order_key)')
                .whereNotNull('x.arrived_place_sealed'),
            ),
          );
        return;
      case 'recording':
        held.whereExists(files(['recording'])).where((free) => {
          const disputed = (table: string) => some(table, (x) => x.whereRaw('x.order_key = t.key'));
          void free
            .where('t.ended_at', '<', retentionCutoff(cutoff, DISPUTE_MONTHS))
            .orWhere((none) => none.whereNotExists(disputed('agreement')).whereNotExists(disputed('hand_down_case')));
        });
        return;
      case 'photo':
        held
          .whereExists(files(['photo', 'video', 'document']))
          .orWhereExists(some('finding_photo', (x) => x.whereRaw('x.finding_key = t.key')));
        return;
      case 'vote':
        unmarked();
        held.whereExists(
          some('vote', (x) => x.join('hand_down_case as c', 'c.key', 'x.case_key').whereRaw('c.order_key = t.key')),
        );
    }
  }
}
