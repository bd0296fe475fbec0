import { session } from '../../domain/organisation/account-tables.ts';
import type { Command } from '../../domain/command.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { accountPost } from '../../domain/organisation/organisation-tables.ts';

/** Ends a further post; who acts in it right now is signed out. @throws DomainError ERR_POST_NOT_FOUND */
export const endPost: Command<{ readonly postKey: number }, Record<string, never>> = {
  type: 'end-post',
  decide({ rows, now, actor, record }, { postKey }) {
    const post = rows.find(accountPost, postKey);
    if (post?.tenantId !== actor.tenantId || post.endedAt !== null)
      throw organisationError('ERR_POST_NOT_FOUND', { post: postKey });
    rows.put(accountPost, { ...post, endedAt: now });
    for (const open of rows.list(session, 'byAccount', [post.accountKey]))
      if (open.postKey === postKey) rows.remove(session, open.id);
    record({ type: 'post.ended', key: post.accountKey, detail: { postKey } });
    return {};
  },
};
