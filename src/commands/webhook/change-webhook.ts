import type { Command } from '../../domain/command.ts';
import { webhook } from '../../domain/webhook/webhook-tables.ts';
import { ownWebhook } from './webhook-rows.ts';

/** What is absent stays as it is. */
export interface ChangeWebhook {
  readonly webhookKey: number;
  readonly url?: string;
  readonly secretSealed?: string;
  readonly kinds?: readonly string[];
  /** Enabled again it is told what it has missed. */
  readonly enabled?: boolean;
  /** Why it is disabled, when the program does so itself. */
  readonly disabledFor?: string;
}

/**
 * Changes, disables or enables a webhook.
 *
 * @throws DomainError ERR_WEBHOOK_NOT_FOUND
 */
export const changeWebhook: Command<ChangeWebhook, Record<string, never>> = {
  type: 'change-webhook',
  decide(context, { webhookKey, enabled, disabledFor = null, ...changed }) {
    const { rows, now, record } = context;
    const found = ownWebhook(context, webhookKey);
    const isOn = enabled ?? found.disabledAt === null;
    rows.put(webhook, {
      ...found,
      ...changed,
      disabledAt: isOn ? null : (found.disabledAt ?? now),
      disabledFor: isOn ? null : (found.disabledFor ?? disabledFor),
    });
    const { url, kinds } = changed;
    const type = enabled === undefined ? 'webhook.changed' : enabled ? 'webhook.enabled' : 'webhook.disabled';
    record({ type, key: webhookKey, detail: { ...(url && { url }), ...(kinds && { kinds }) } });
    return {};
  },
};
