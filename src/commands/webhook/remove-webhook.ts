import type { Command } from '../../domain/command.ts';
import { webhook } from '../../domain/webhook/webhook-tables.ts';
import { ownWebhook } from './webhook-rows.ts';

/** Ends a webhook; what it was told stays in its log for a time. @throws DomainError ERR_WEBHOOK_NOT_FOUND */
export const removeWebhook: Command<{ readonly webhookKey: number }, Record<string, never>> = {
  type: 'remove-webhook',
  decide(context, { webhookKey }) {
    const { key } = ownWebhook(context, webhookKey);
    context.rows.remove(webhook, key);
    context.record({ type: 'webhook.removed', key });
    return {};
  },
};
