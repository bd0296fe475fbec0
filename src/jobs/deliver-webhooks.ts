import { changeWebhook } from '../commands/webhook/change-webhook.ts';
import { systemActor } from '../domain/actor.ts';
import type { Clock } from '../domain/clock.ts';
import { cloudEvent, eventIdOf, type Entry } from '../domain/webhook/cloud-event.ts';
import type { Submit } from '../domain/command.ts';
import type { Log } from '../domain/committed.ts';
import type { Reference } from '../domain/reference/reference.ts';
import type { Vault } from '../domain/privacy/vault.ts';
import type { ActiveWebhook, WebhookAttempt, WebhookProgress, WebhookStore } from '../domain/webhook/webhook-port.ts';
import { isTold, programOf } from '../domain/webhook/webhook.ts';
import { backOffMs } from './deliver-outbox.ts';
import type { Duty } from './duty.ts';
import { postEvent } from './post-event.ts';

export interface DeliverWebhooksOptions {
  readonly store: WebhookStore;
  readonly vault: Pick<Vault, 'open'>;
  readonly submit: Submit;
  readonly referenceOf: (tenantId: string) => Pick<Reference, 'setting'>;
  /** Hosts that may be sent to. */
  readonly hosts: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Entries of the audit log looked at for one webhook in one tick. @defaultValue 100 */
  readonly limit?: number;
  /** How long a webhook belongs to the node that took it, ms. @defaultValue 60000 */
  readonly leaseMs?: number;
  /** How long attempts are kept, ms. @defaultValue 30 days */
  readonly keepMs?: number;
  /** @defaultValue 1000 */
  readonly intervalMs?: number;
}

/**
 * Tells webhooks what happened, each in the order in which it happened. The audit log is the queue: what is kept is only how far a webhook has
 * been told. What does not arrive is tried again after 1 s, 2 s, 4 s … at most 1 h, and holds up what comes later; after as many failures in a
 * row as the township allows the webhook is disabled. An event may come twice, with the same `id`.
 */
export function deliverWebhooks(options: DeliverWebhooksOptions): Duty {
  const { store, vault, submit, referenceOf, hosts, clock, log } = options;
  const { limit = 100, leaseMs = 60_000, keepMs = 30 * 86_400_000, intervalMs = 1_000 } = options;

  return {
    name: 'deliver-webhooks',
    intervalMs,
    async tick() {
      const told = await Promise.all((await store.active(clock.now())).map(tell));
      await store.prune(clock.now() - keepMs, 1_000);
      return {
        done: told.reduce((sum, { done }) => sum + done, 0),
        failed: told.filter(({ failed }) => failed).length,
        more: told.some(({ more }) => more),
      };
    },
  };

  async function tell(active: ActiveWebhook): Promise<Told> {
    const before = await progressOf(active);
    const entries = await store.entriesAfter(before.position, limit);
    if (entries.length === 0 && before === active.progress) return NOTHING;
    const now = clock.now();
    const taken = { ...before, turn: before.turn + 1, lockedUntil: now + leaseMs };
    if (!(await store.claim(taken))) return NOTHING;
    const { position, attempts, error } = await send(active, taken, entries, now + leaseMs / 2);
    const failures = error === null ? 0 : taken.failures + 1;
    const dueAt = error === null ? now : clock.now() + backOffMs(failures);
    await store.settle({ ...taken, position, failures, dueAt, lockedUntil: null }, attempts);
    if (error !== null) await failed(active, failures, error);
    const done = attempts.filter((each) => each.error === null).length;
    return { done, failed: error !== null, more: error === null && entries.length === limit };
  }

  /** Where a webhook stands; at the beginning of a run, just before its first instant. */
  async function progressOf({ webhook, progress }: ActiveWebhook): Promise<WebhookProgress> {
    const { key, run, startsAt, revision: webhookRevision } = webhook;
    if (progress?.webhookRevision === webhookRevision) return progress;
    const position = progress?.run === run ? progress.position : await store.positionAt(startsAt);
    return { key, run, position, failures: 0, webhookRevision, dueAt: 0, lockedUntil: null, turn: progress?.turn ?? 0 };
  }

  async function send(
    { webhook, apiKey }: ActiveWebhook,
    { position: from, failures }: WebhookProgress,
    entries: readonly Entry[],
    until: number,
  ) {
    const consumer = programOf(apiKey);
    const outlet = { url: webhook.url, secret: vault.open(webhook.secretSealed) };
    const attempts: WebhookAttempt[] = [];
    let position = from;
    for (const entry of entries) {
      // what is left is told in the next tick: the lease must not run out meanwhile
      if (clock.now() > until) break;
      for (const [index, event] of entry.events.entries()) {
        if (entry.tenantId !== webhook.tenantId || !isTold(consumer, webhook.kinds, event)) continue;
        const eventId = eventIdOf(entry, index);
        const outcome = await post(outlet, cloudEvent(entry, event, eventId));
        const { tenantId, key: webhookKey } = webhook;
        const attempt = attempts.length === 0 ? failures + 1 : 1;
        attempts.push({ tenantId, webhookKey, eventId, type: event.type, at: clock.now(), attempt, ...outcome });
        if (outcome.error !== null) return { position, attempts, error: outcome.error };
      }
      position = { ...position, [entry.chain]: entry.sequence };
    }
    return { position, attempts, error: null };
  }

  async function post(outlet: { url: string; secret: string }, event: object) {
    try {
      const status = await postEvent(outlet, event, { hosts });
      return { status, error: status >= 200 && status <= 299 ? null : `the receiver answered ${status}` };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
      return { status: null, error: (error instanceof Error ? error.message : String(error)) + cause };
    }
  }

  async function failed({ webhook: { key, tenantId } }: ActiveWebhook, failures: number, error: string): Promise<void> {
    log.warn({ webhookKey: key, tenantId, failures, error }, 'webhook not told');
    if (failures < Number(referenceOf(tenantId).setting('webhook_attempts'))) return;
    const input = { webhookKey: key, enabled: false, disabledFor: error };
    await submit(changeWebhook, input, { actor: systemActor('deliver-webhooks', tenantId) }).catch((cause: unknown) =>
      log.warn({ err: cause, webhookKey: key }, 'webhook not disabled'),
    );
  }
}

// helpers

interface Told {
  readonly done: number;
  readonly failed: boolean;
  readonly more: boolean;
}
const NOTHING: Told = { done: 0, failed: false, more: false };
