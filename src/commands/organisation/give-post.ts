import type { Role } from '../../domain/actor.ts';
import type { Command } from '../../domain/command.ts';
import { requireGrantable } from '../../domain/organisation/granting.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { accountPost } from '../../domain/organisation/organisation-tables.ts';
import { rolesOfPosts } from '../../domain/organisation/posts.ts';
import { requireCompatible } from '../../domain/organisation/role-separation.ts';
import { activeAccount, activeUnit } from './organisation-rows.ts';

export interface GivePost {
  readonly accountKey: number;
  readonly unitKey: number;
  readonly roles: readonly Role[];
}

/**
 * Gives a person another post beside the main one.
 *
 * @throws DomainError ERR_ACCOUNT_NOT_FOUND · ERR_UNIT_NOT_FOUND · ERR_POST_TAKEN · ERR_GRANT_NOT_HELD · ERR_ROLES_INCOMPATIBLE
 */
export const givePost: Command<GivePost, { readonly postKey: number }> = {
  type: 'give-post',
  decide(context, { accountKey, unitKey, roles }) {
    const { rows, now, actor, nextKey, record } = context;
    const person = activeAccount(context, accountKey);
    const unit = activeUnit(context, unitKey);
    requireGrantable(actor, roles, []);
    requireCompatible([...person.roles, ...rolesOfPosts(rows, accountKey), ...roles]);
    const posts = rows.list(accountPost, 'byAccount', [accountKey]).filter(({ endedAt }) => endedAt === null);
    if (person.unitKey === unitKey || posts.some((post) => post.unitKey === unitKey))
      throw organisationError('ERR_POST_TAKEN', { unit: unit.name });
    const postKey = nextKey();
    const post = { accountKey, unitKey, roles, createdAt: now, endedAt: null };
    rows.put(accountPost, { ...post, key: postKey, revision: 0, tenantId: actor.tenantId });
    record({ type: 'post.given', key: accountKey, detail: { postKey, unitKey, roles } });
    return { postKey };
  },
};
