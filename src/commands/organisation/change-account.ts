import { accountError } from '../../domain/organisation/account-errors.ts';
import { account, session } from '../../domain/organisation/account-tables.ts';
import type { Role } from '../../domain/actor.ts';
import type { Command } from '../../domain/command.ts';
import { requireGrantable } from '../../domain/organisation/granting.ts';
import { rolesOfPosts } from '../../domain/organisation/posts.ts';
import { requireCompatible } from '../../domain/organisation/role-separation.ts';

/** What is absent stays as it is. */
export interface ChangeAccount {
  readonly accountKey: number;
  readonly passwordHash?: string;
  readonly displayName?: string;
  readonly roles?: readonly Role[];
  readonly unitKey?: number | null;
  readonly active?: boolean;
}

/**
 * Changes an account of the actor's township. Every session of it is closed when its password, roles, unit or activity change,
 * so that nobody goes on with rights that were taken away.
 *
 * @throws {@link DomainError} ERR_ACCOUNT_NOT_FOUND, ERR_GRANT_NOT_HELD, ERR_ROLES_INCOMPATIBLE
 */
export const changeAccount: Command<ChangeAccount, Record<string, never>> = {
  type: 'change-account',
  prefetch: ({ accountKey }) => [
    { table: account, key: accountKey },
    { table: session, index: 'byAccount', values: [accountKey] },
  ],
  decide({ rows, actor, record }, { accountKey, ...changes }) {
    const found = rows.find(account, accountKey);
    if (found?.tenantId !== actor.tenantId) throw accountError('ERR_ACCOUNT_NOT_FOUND', { key: accountKey });
    requireGrantable(actor, [...found.roles, ...(changes.roles ?? [])], []);
    if (changes.roles) requireCompatible([...changes.roles, ...rolesOfPosts(rows, accountKey)]);
    rows.put(account, { ...found, ...changes });
    if (Object.keys(changes).some((changed) => changed !== 'displayName')) {
      for (const open of rows.list(session, 'byAccount', [accountKey])) rows.remove(session, open.id);
    }
    record({ type: 'account.changed', key: accountKey, detail: { changed: Object.keys(changes) } });
    return {};
  },
};
