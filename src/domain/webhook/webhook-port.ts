import type { apiKey } from '../organisation/account-tables.ts';
import type { Entry } from './cloud-event.ts';
import type { RowOf } from '../table.ts';
import type { webhook, webhookDelivery, webhookProgress, WebhookPosition } from './webhook-tables.ts';

export type Webhook = RowOf<typeof webhook>;
export type WebhookProgress = RowOf<typeof webhookProgress>;
export type WebhookAttempt = Omit<RowOf<typeof webhookDelivery>, 'id'>;

/** A webhook that is told now. */
export interface ActiveWebhook {
  readonly webhook: Webhook;
  readonly apiKey: RowOf<typeof apiKey>;
  /** Undefined before it was first told. */
  readonly progress: WebhookProgress | undefined;
}

/** What whoever delivers to webhooks reads and writes past the commands. */
export interface WebhookStore {
  /** Webhooks that are enabled, whose API key is not revoked, and that are due and nobody's at `now`. */
  active(now: number): Promise<readonly ActiveWebhook[]>;
  /** The position just before the first entry at or after `instant`. */
  positionAt(instant: number): Promise<WebhookPosition>;
  /** Entries behind a position, of all townships, oldest first; of each chain without a gap. */
  entriesAfter(position: WebhookPosition, limit: number): Promise<readonly Entry[]>;
  /** Takes a webhook for this node alone until `progress.lockedUntil`. @returns false when somebody was quicker */
  claim(progress: WebhookProgress): Promise<boolean>;
  /** Notes what came of it, unless somebody has taken it since. */
  settle(progress: WebhookProgress, attempts: readonly WebhookAttempt[]): Promise<void>;
  /** Forgets attempts before `before`. @returns how many */
  prune(before: number, limit: number): Promise<number>;
}

/** What people and programs read about webhooks. */
export interface WebhookQuery {
  /** Of the township, with how they stand; of one API key when it is named. */
  list(
    tenantId: string,
    apiKeyKey: number | null,
  ): Promise<readonly { readonly webhook: Webhook; readonly progress: WebhookProgress | undefined }[]>;
  /** Attempts, newest first. */
  deliveries(tenantId: string, webhookKey: number, limit: number): Promise<readonly RowOf<typeof webhookDelivery>[]>;
  /** When the event with this id happened in the township. */
  instantOf(tenantId: string, entryKey: number): Promise<number | undefined>;
}
