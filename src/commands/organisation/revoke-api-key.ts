import { accountError } from '../../domain/organisation/account-errors.ts';
import { apiKey } from '../../domain/organisation/account-tables.ts';
import type { Command } from '../../domain/command.ts';

/**
 * Ends an API key of the actor's township at once; revoking it again changes nothing.
 *
 * @throws {@link DomainError} ERR_API_KEY_NOT_FOUND
 */
export const revokeApiKey: Command<{ readonly apiKeyKey: number }, Record<string, never>> = {
  type: 'revoke-api-key',
  prefetch: ({ apiKeyKey }) => [{ table: apiKey, key: apiKeyKey }],
  decide({ rows, now, actor, record }, { apiKeyKey }) {
    const found = rows.find(apiKey, apiKeyKey);
    if (found?.tenantId !== actor.tenantId) throw accountError('ERR_API_KEY_NOT_FOUND', { key: apiKeyKey });
    if (found.revokedAt === null) {
      rows.put(apiKey, { ...found, revokedAt: now });
      record({ type: 'api-key.revoked', key: apiKeyKey });
    }
    return {};
  },
};
