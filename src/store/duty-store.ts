import type { DutyStore } from '../domain/duties-port.ts';
import { outboxEntry } from '../domain/process/process-tables.ts';
import type { Database } from './database.ts';
import { columnsOf, rowOf } from './reading.ts';

/** What the clockwork reads and writes past the commands; see {@link DutyStore}. */
export function createDutyStore({ writer, reader, dialect }: Database): DutyStore {
  const { isPostgres } = dialect;
  return {
    async exclusively(duty, work) {
      if (!isPostgres) return work();
      return writer.transaction(async (tx) => {
        // let go at the end of the transaction, also when this node dies
        const { rows } = await tx.raw('select pg_try_advisory_xact_lock(hashtext(?)) as taken', [duty]);
        return rows[0].taken ? work() : undefined;
      });
    },
    async dueTimers(now, limit) {
      const rows = await reader('timer')
        .select('key', 'tenant_id')
        .where('due_at', '<=', now)
        .orderBy(['due_at', 'key'])
        .limit(limit);
      return rows.map(({ key, tenant_id: tenantId }) => ({ key, tenantId }));
    },
    async nextTimerAt(now) {
      const row = await reader('timer').first('due_at').where('due_at', '>', now).orderBy('due_at');
      return row?.due_at;
    },
    async claimOutbox(now, lockedUntil, limit) {
      const due = writer('outbox_entry')
        .select('key')
        .whereNull('delivered_at')
        .where('due_at', '<=', now)
        .where((free) => free.whereNull('locked_until').orWhere('locked_until', '<=', now))
        // the first of its stream, or of none
        .where((first) =>
          first
            .whereNull('stream')
            .orWhereNotExists(
              writer('outbox_entry as e')
                .select(writer.raw('1'))
                .whereRaw('e.stream = outbox_entry.stream')
                .whereNull('e.delivered_at')
                .whereRaw('(e.created_at, e."key") < (outbox_entry.created_at, outbox_entry."key")'),
            ),
        )
        .orderBy(['due_at', 'key'])
        .limit(limit);
      if (isPostgres) due.forUpdate().skipLocked();
      const claimed = await writer('outbox_entry')
        .whereIn('key', due)
        .update({
          locked_until: lockedUntil,
          attempts: writer.raw('attempts + 1'),
          revision: writer.raw('revision + 1'),
        })
        .returning(columnsOf(writer, outboxEntry, 'outbox_entry'));
      const entries = claimed.map((row) => rowOf(outboxEntry, row));
      return entries.sort((a, b) => a.dueAt - b.dueAt || a.key - b.key);
    },
    async outboxDelivered(keys, at) {
      const done = { delivered_at: at, locked_until: null, last_error: null, revision: writer.raw('revision + 1') };
      await writer('outbox_entry').whereIn('key', keys).update(done);
    },
    async outboxFailed(key, dueAt, error) {
      const later = { due_at: dueAt, locked_until: null, last_error: error, revision: writer.raw('revision + 1') };
      await writer('outbox_entry').where({ key }).whereNull('delivered_at').update(later);
    },
    pruneIdempotency(before, limit) {
      const old = writer('idempotency').select('id').where('created_at', '<', before).limit(limit);
      return writer('idempotency').whereIn('id', old).delete();
    },
    pruneMessages(now, limit) {
      const expired = writer('message').select('key').where('expires_at', '<=', now).limit(limit);
      return writer('message').whereIn('key', expired).delete();
    },
    async provisionalDeadlines(afterKey, limit) {
      const rows = await reader('deadline')
        .select('key', 'tenant_id')
        .where('provisional', true)
        .where('key', '>', afterKey)
        .orderBy('key')
        .limit(limit);
      return rows.map(({ key, tenant_id: tenantId }) => ({ key, tenantId }));
    },
    async provisionalWaits(kind, afterKey, limit) {
      const rows = reader(kind)
        .select('key', 'tenant_id')
        .whereNotNull('provisional')
        .where('key', '>', afterKey)
        .orderBy('key')
        .limit(limit);
      if (kind === 'user_task') rows.where('state', 'CREATED');
      return (await rows).map(({ key, tenant_id: tenantId }) => ({ key, tenantId }));
    },
    async dueSeasons(date, limit) {
      const rows = await reader('season_plan')
        .select('key', 'tenant_id')
        .whereNull('stopped_at')
        .where('starts_on', '<=', date.slice(5))
        .where('opened_year', '<', Number(date.slice(0, 4)))
        .orderBy('key')
        .limit(limit);
      return rows.map(({ key, tenant_id: tenantId }) => ({ key, tenantId }));
    },
    async untold(limit, batch) {
      const clusters = await reader('appeal_cluster')
        .select('key', 'tenant_id', 'telling', 'told_up_to')
        .whereNotNull('telling')
        .orderBy('key')
        .limit(limit);
      return Promise.all(
        clusters.map(async ({ key, tenant_id: tenantId, telling, told_up_to: after }) => {
          const followers = await reader('cluster_member')
            .where('cluster_key', key)
            .where('key', '>', after)
            .orderBy('key')
            .limit(batch)
            .pluck('key');
          const orderKeys = followers.map(Number);
          return { key, tenantId, telling, after: Number(after), orderKeys, isLast: orderKeys.length < batch };
        }),
      );
    },
    async ordersWithoutLine(date, limit) {
      const rows = await reader('work_order as o')
        .select('o.key', 'o.tenant_id')
        .whereNull('o.closed_at')
        .whereNull('o.archived_at')
        .whereNotExists((line) => line.from('daily_line as l').whereRaw('l.order_key = o.key').where('l.date', date))
        .orderBy('o.key')
        .limit(limit);
      return rows.map(({ key, tenant_id: tenantId }) => ({ key, tenantId }));
    },
    async missedMessages(now, limit) {
      // with a single writer, whoever comes second sees the first
      if (!isPostgres) return [];
      const rows = await reader({ m: 'message' })
        .join({ s: 'subscription' }, (on) =>
          on
            .on('s.tenant_id', 'm.tenant_id')
            .on('s.name', 'm.name')
            .on('s.correlation_key', 'm.correlation_key')
            .onVal('s.kind', 'message'),
        )
        .distinct('m.key', 'm.tenant_id')
        .where('m.expires_at', '>', now)
        .orderBy('m.key')
        .limit(limit);
      return rows.map(({ key, tenant_id: tenantId }) => ({ messageKey: key, tenantId }));
    },
  };
}
