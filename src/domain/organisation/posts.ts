import type { Role } from '../actor.ts';
import { accountPost } from './organisation-tables.ts';
import type { ReadSet } from '../working-set.ts';

/** The roles of a person's further posts. */
export function rolesOfPosts(rows: ReadSet, accountKey: number): readonly Role[] {
  const posts = rows.list(accountPost, 'byAccount', [accountKey]).filter(({ endedAt }) => endedAt === null);
  return posts.flatMap(({ roles }) => roles);
}
