import { defineTable, integer, json, nullable, text } from '../table.ts';

/** Tables of webhooks: what programs outside want to be told, how far they have been, and each attempt. */

/**
 * A wish of an API key to be told. `kinds` are types of events (`order.closed`), all of a thing (`order.*`), or everything (`*`). The secret
 * signs what is sent; it is sealed like personal data. `startsAt` is the instant from which it is told, `run` counts how often that was set.
 */
export const webhook = defineTable({
  name: 'webhook',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    apiKeyKey: integer,
    url: text,
    secretSealed: text,
    kinds: json<readonly string[]>(),
    startsAt: integer,
    run: integer,
    createdAt: integer,
    createdBy: text,
    disabledAt: nullable(integer),
    /** Why the program disabled it itself: the last error. */
    disabledFor: nullable(text),
  },
  indexes: { byTenant: ['tenantId'] },
});

/** How far a webhook has been told, by chain of the audit log. Written by whoever delivers, and by nobody else. */
export const webhookProgress = defineTable({
  name: 'webhook_progress',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    /** The run of the webhook that this is about. */
    run: integer,
    position: json<WebhookPosition>(),
    /** In a row, since the webhook had this revision: whoever changes it gets all attempts anew. */
    failures: integer,
    webhookRevision: integer,
    dueAt: integer,
    lockedUntil: nullable(integer),
    /** Counts who took it, so that nobody takes it twice. */
    turn: integer,
  },
  indexes: {},
});

/** The sequence up to which everything was told, by chain. */
export type WebhookPosition = Readonly<Record<string, number>>;

/** One attempt to tell a webhook one event. `status` is what the receiver answered; null when it did not. Kept 30 days. */
export const webhookDelivery = defineTable({
  name: 'webhook_delivery',
  key: 'id',
  versioned: false,
  columns: {
    id: text,
    tenantId: text,
    webhookKey: integer,
    eventId: text,
    type: text,
    at: integer,
    attempt: integer,
    status: nullable(integer),
    error: nullable(text),
  },
  indexes: {},
});

export const WEBHOOK_TABLES = [webhook, webhookProgress, webhookDelivery] as const;
