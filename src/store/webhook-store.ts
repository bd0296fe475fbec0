import type { Knex } from 'knex';
import { apiKey } from '../domain/organisation/account-tables.ts';
import type { Entry } from '../domain/webhook/cloud-event.ts';
import { auditEntry } from '../domain/process/process-tables.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import type { WebhookProgress, WebhookQuery, WebhookStore } from '../domain/webhook/webhook-port.ts';
import { webhook, webhookDelivery, webhookProgress, type WebhookPosition } from '../domain/webhook/webhook-tables.ts';
import { snakeCase, type Database } from './database.ts';
import { columnsOf, rowOf } from './reading.ts';

/** How far webhooks have been told, and each attempt; see {@link WebhookStore}. */
export function createWebhookStore({ reader, writer }: Pick<Database, 'reader' | 'writer'>): WebhookStore {
  return {
    async active(now) {
      const [webhooks, keys, progress] = await Promise.all([
        rowsOf(reader, webhook, reader('webhook as t').whereNull('t.disabled_at').orderBy('t.key')),
        rowsOf(
          reader,
          apiKey,
          reader('api_key as t').whereNull('t.revoked_at').whereIn('t.key', reader('webhook').select('api_key_key')),
        ),
        rowsOf(reader, webhookProgress, reader('webhook_progress as t')),
      ]);
      return webhooks.flatMap((each) => {
        const own = keys.find(({ key }) => key === each.apiKeyKey);
        const stand = progress.find(({ key }) => key === each.key);
        const isChanged = stand?.webhookRevision !== each.revision;
        const isFree = (stand?.lockedUntil ?? 0) <= now && (isChanged || stand.dueAt <= now);
        return own && isFree ? [{ webhook: each, apiKey: own, progress: stand }] : [];
      });
    },
    async positionAt(instant) {
      const position: Record<string, number> = {};
      for (const chain of await chains(reader)) {
        const last = await reader('audit_entry')
          .where({ chain })
          .where('at', '<', instant)
          .orderBy('sequence', 'desc')
          .first('sequence');
        position[chain] = Number(last?.sequence ?? 0);
      }
      return position;
    },
    async entriesAfter(position, limit) {
      const waiting: Entry[][] = [];
      for (const chain of await chains(reader)) {
        const rows = reader('audit_entry as t')
          .where('t.chain', chain)
          .where('t.sequence', '>', position[chain] ?? 0)
          .orderBy('t.sequence')
          .limit(limit);
        waiting.push((await rowsOf(reader, auditEntry, rows)).reverse());
      }
      return merged(waiting, limit);
    },
    async claim(progress) {
      if (progress.turn === 1) {
        const added = await writer('webhook_progress')
          .insert(sqlRow(progress))
          .onConflict('key')
          .ignore()
          .returning('key');
        return added.length > 0;
      }
      const { key, turn } = progress;
      return (
        (await writer('webhook_progress')
          .where({ key, turn: turn - 1 })
          .update(sqlRow(progress))) > 0
      );
    },
    async settle(progress, attempts) {
      const { key, turn } = progress;
      await writer.transaction(async (tx) => {
        if ((await tx('webhook_progress').where({ key, turn }).update(sqlRow(progress))) === 0) return;
        const rows = attempts.map((each, index) => ({ id: `${key}/${turn}/${index}`, ...each }));
        if (rows.length > 0) await tx('webhook_delivery').insert(rows.map(snakeRow));
      });
    },
    async prune(before, limit) {
      const old = writer('webhook_delivery').select('id').where('at', '<', before).limit(limit);
      const left = writer('webhook').select('key');
      await writer('webhook_progress').whereNotIn('key', left).delete();
      return writer('webhook_delivery').whereIn('id', old).delete();
    },
  };
}

/** What is shown of webhooks; see {@link WebhookQuery}. */
export function createWebhookQuery(knex: Knex): WebhookQuery {
  return {
    async list(tenantId, apiKeyKey) {
      const own = knex('webhook as t').where('t.tenant_id', tenantId).orderBy('t.key');
      if (apiKeyKey !== null) void own.where('t.api_key_key', apiKeyKey);
      const webhooks = await rowsOf(knex, webhook, own);
      const keys = webhooks.map(({ key }) => key);
      const progress = await rowsOf(knex, webhookProgress, knex('webhook_progress as t').whereIn('t.key', keys));
      return webhooks.map((each) => ({ webhook: each, progress: progress.find(({ key }) => key === each.key) }));
    },
    deliveries: (tenantId, webhookKey, limit) =>
      rowsOf(
        knex,
        webhookDelivery,
        knex('webhook_delivery as t')
          .where({ 't.tenant_id': tenantId, 't.webhook_key': webhookKey })
          .orderBy([
            { column: 't.at', order: 'desc' },
            { column: 't.event_id', order: 'desc' },
          ])
          .limit(limit),
      ),
    async instantOf(tenantId, entryKey) {
      const found = await knex('audit_entry').where({ tenant_id: tenantId, key: entryKey }).first('at');
      return found && Number(found.at);
    },
  };
}

// helpers

/** The chains of the audit log, each found by one step along its index. */
async function chains(knex: Knex): Promise<readonly string[]> {
  const names: string[] = [];
  for (;;) {
    const last = names.at(-1);
    const next = knex('audit_entry').min({ chain: 'chain' }).first();
    const found = await (last === undefined ? next : next.where('chain', '>', last));
    if (typeof found?.chain !== 'string') return names;
    names.push(found.chain);
  }
}

async function rowsOf<S extends TableSpec>(knex: Knex, table: S, query: Knex.QueryBuilder): Promise<RowOf<S>[]> {
  const rows: Record<string, unknown>[] = await query.select(columnsOf(knex, table, 't'));
  return rows.map((row) => rowOf<S>(table, row));
}

/** The oldest of all lists, each of which keeps its order. @param lists - newest first; they are used up */
function merged(lists: readonly Entry[][], limit: number): readonly Entry[] {
  const found: Entry[] = [];
  while (found.length < limit) {
    const [next] = lists.filter((list) => list.length > 0).sort((a, b) => (a.at(-1)?.at ?? 0) - (b.at(-1)?.at ?? 0));
    const entry = next?.pop();
    if (!entry) break;
    found.push(entry);
  }
  return found;
}

function sqlRow({ position, ...row }: WebhookProgress) {
  return { ...snakeRow(row), position: JSON.stringify(position satisfies WebhookPosition) };
}

function snakeRow(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value]));
}
