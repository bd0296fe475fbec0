import { accountError } from '../../domain/organisation/account-errors.ts';
import { account } from '../../domain/organisation/account-tables.ts';
import type { Role } from '../../domain/actor.ts';
import type { Command } from '../../domain/command.ts';
import { requireGrantable } from '../../domain/organisation/granting.ts';
import { requireCompatible } from '../../domain/organisation/role-separation.ts';

export interface CreateAccount {
  readonly login: string;
  /** `scrypt$…`: made outside, since hashing takes long on purpose. */
  readonly passwordHash: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly unitKey: number | null;
}

/**
 * Creates an account in the actor's township.
 *
 * @throws {@link DomainError} ERR_LOGIN_TAKEN when the login is used anywhere on the host
 * @throws {@link DomainError} ERR_GRANT_NOT_HELD when the actor may not give one of the roles · ERR_ROLES_INCOMPATIBLE
 */
export const createAccount: Command<CreateAccount, { readonly accountKey: number }> = {
  type: 'create-account',
  prefetch: ({ login }) => [{ table: account, index: 'byLogin', values: [login] }],
  decide({ rows, now, actor, nextKey, record }, input) {
    requireGrantable(actor, input.roles, []);
    requireCompatible(input.roles);
    if (rows.list(account, 'byLogin', [input.login]).length > 0) {
      throw accountError('ERR_LOGIN_TAKEN', { login: input.login });
    }
    const accountKey = nextKey();
    rows.put(account, {
      ...input,
      key: accountKey,
      revision: 1,
      tenantId: actor.tenantId,
      active: true,
      createdAt: now,
    });
    record({ type: 'account.created', key: accountKey, detail: { roles: input.roles, unitKey: input.unitKey } });
    return { accountKey };
  },
};
