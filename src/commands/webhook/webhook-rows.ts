import type { DecisionContext } from '../../domain/command.ts';
import { holdsScope } from '../../domain/organisation/role-scopes.ts';
import { webhookError } from '../../domain/webhook/webhook-errors.ts';
import type { Webhook } from '../../domain/webhook/webhook-port.ts';
import { webhook } from '../../domain/webhook/webhook-tables.ts';

/** A webhook that the actor may change: its own, or as an administrator of the township. @throws DomainError ERR_WEBHOOK_NOT_FOUND */
export function ownWebhook({ rows, actor }: DecisionContext, key: number): Webhook {
  const found = rows.find(webhook, key);
  const isOwn =
    actor.kind === 'system' || actor.id === `api-key:${found?.apiKeyKey}` || holdsScope(actor, ['admin:write']);
  if (found?.tenantId === actor.tenantId && isOwn) return found;
  throw webhookError('ERR_WEBHOOK_NOT_FOUND', { key });
}
