import { accountError } from '../../domain/organisation/account-errors.ts';
import { apiKey } from '../../domain/organisation/account-tables.ts';
import type { Command } from '../../domain/command.ts';
import { holdsScope, seesAllUnits } from '../../domain/organisation/role-scopes.ts';
import { webhookError } from '../../domain/webhook/webhook-errors.ts';
import { webhook } from '../../domain/webhook/webhook-tables.ts';
import { programOf } from '../../domain/webhook/webhook.ts';

export interface CreateWebhook {
  /** Whose it is. */
  readonly apiKeyKey: number;
  readonly url: string;
  readonly secretSealed: string;
  readonly kinds: readonly string[];
}

const MOST = 50;

/**
 * Tells a program what happens from now on: events that its API key may hear of.
 *
 * @throws DomainError ERR_WEBHOOK_CONSUMER · ERR_API_KEY_NOT_FOUND · ERR_WEBHOOK_UNIT · ERR_WEBHOOK_COUNT
 */
export const createWebhook: Command<CreateWebhook, { readonly webhookKey: number }> = {
  type: 'create-webhook',
  decide({ rows, now, actor, nextKey, record }, { apiKeyKey, url, secretSealed, kinds }) {
    const { tenantId } = actor;
    if (actor.id !== `api-key:${apiKeyKey}` && !holdsScope(actor, ['admin:write']))
      throw webhookError('ERR_WEBHOOK_CONSUMER');
    const key = rows.find(apiKey, apiKeyKey);
    if (key?.tenantId !== tenantId || key.revokedAt !== null)
      throw accountError('ERR_API_KEY_NOT_FOUND', { key: apiKeyKey });
    if (!seesAllUnits(programOf(key))) throw webhookError('ERR_WEBHOOK_UNIT');
    if (rows.list(webhook, 'byTenant', [tenantId]).length >= MOST)
      throw webhookError('ERR_WEBHOOK_COUNT', { limit: MOST });
    const webhookKey = nextKey();
    rows.put(webhook, {
      key: webhookKey,
      revision: 0,
      tenantId,
      apiKeyKey,
      url,
      secretSealed,
      kinds,
      startsAt: now,
      run: 1,
      createdAt: now,
      createdBy: actor.id,
      disabledAt: null,
      disabledFor: null,
    });
    record({ type: 'webhook.created', key: webhookKey, detail: { apiKeyKey: String(apiKeyKey), url, kinds } });
    return { webhookKey };
  },
};
