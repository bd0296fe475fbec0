import type { Command } from '../../domain/command.ts';
import { webhook } from '../../domain/webhook/webhook-tables.ts';
import { ownWebhook } from './webhook-rows.ts';

export interface ReplayWebhook {
  readonly webhookKey: number;
  /** What happened at this instant or later is told again. */
  readonly from: number;
}

/**
 * Tells a webhook once more what happened since an instant; each event has the id it had before.
 *
 * @throws DomainError ERR_WEBHOOK_NOT_FOUND
 */
export const replayWebhook: Command<ReplayWebhook, Record<string, never>> = {
  type: 'replay-webhook',
  decide(context, { webhookKey, from }) {
    const { rows, record } = context;
    const found = ownWebhook(context, webhookKey);
    rows.put(webhook, { ...found, startsAt: from, run: found.run + 1 });
    record({ type: 'webhook.replayed', key: webhookKey, detail: { from: new Date(from).toISOString() } });
    return {};
  },
};
