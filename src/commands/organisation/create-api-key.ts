import { accountError } from '../../domain/organisation/account-errors.ts';
import { apiKey } from '../../domain/organisation/account-tables.ts';
import type { Role, Scope } from '../../domain/actor.ts';
import type { Command } from '../../domain/command.ts';
import { requireGrantable } from '../../domain/organisation/granting.ts';

export interface CreateApiKey {
  readonly name: string;
  /** First characters of the token, shown in lists. */
  readonly prefix: string;
  /** SHA-256 of the token. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly roles: readonly Role[];
  readonly unitKey: number | null;
}

/**
 * Creates an API key in the actor's township. The token itself never gets here: only its caller knows it.
 *
 * @throws {@link DomainError} ERR_API_KEY_NAME_TAKEN, ERR_GRANT_NOT_HELD
 */
export const createApiKey: Command<CreateApiKey, { readonly apiKeyKey: number }> = {
  type: 'create-api-key',
  decide({ rows, now, actor, nextKey, record }, input) {
    requireGrantable(actor, input.roles, input.scopes);
    const sameName = rows.list(apiKey, 'byName', [actor.tenantId, input.name]);
    if (sameName.some((each) => each.revokedAt === null))
      throw accountError('ERR_API_KEY_NAME_TAKEN', { name: input.name });
    const apiKeyKey = nextKey();
    rows.put(apiKey, {
      ...input,
      key: apiKeyKey,
      revision: 1,
      tenantId: actor.tenantId,
      createdAt: now,
      createdBy: actor.id,
      revokedAt: null,
    });
    record({ type: 'api-key.created', key: apiKeyKey, detail: { scopes: input.scopes } });
    return { apiKeyKey };
  },
};
