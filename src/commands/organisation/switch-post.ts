import { accountError } from '../../domain/organisation/account-errors.ts';
import { account, session } from '../../domain/organisation/account-tables.ts';
import type { Command } from '../../domain/command.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { accountPost } from '../../domain/organisation/organisation-tables.ts';
import { activeUnit } from './organisation-rows.ts';

export interface SwitchPost {
  readonly sessionId: string;
  /** Null: the main post. */
  readonly postKey: number | null;
}

/** Lets a signed-in person act in another of their posts. @throws DomainError ERR_POST_NOT_FOUND · ERR_ACCOUNT_NOT_FOUND */
export const switchPost: Command<SwitchPost, Record<string, never>> = {
  type: 'switch-post',
  prefetch: ({ sessionId }) => [{ table: session, key: sessionId }],
  decide(context, { sessionId, postKey }) {
    const { rows, record } = context;
    const open = rows.find(session, sessionId);
    const person = open && rows.find(account, open.accountKey);
    if (!open || !person) throw accountError('ERR_ACCOUNT_NOT_FOUND', { key: 'session' });
    if (postKey !== null) {
      const post = rows.find(accountPost, postKey);
      if (post?.accountKey !== person.key || post.endedAt !== null)
        throw organisationError('ERR_POST_NOT_FOUND', { post: postKey });
      activeUnit(context, post.unitKey);
    }
    rows.put(session, { ...open, postKey });
    record({ type: 'post.switched', key: person.key, detail: { postKey } });
    return {};
  },
};
