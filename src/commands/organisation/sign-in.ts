import { accountError } from '../../domain/organisation/account-errors.ts';
import { account, session } from '../../domain/organisation/account-tables.ts';
import type { Command } from '../../domain/command.ts';

export interface SignIn {
  readonly accountKey: number;
  /** Hash that the caller checked the password against; a change meanwhile refuses the sign-in. */
  readonly passwordHash: string;
  /** SHA-256 of the session's token. */
  readonly sessionId: string;
  /** How long the session lasts, ms. */
  readonly lifetimeMs: number;
}

/**
 * Opens a session for an account whose password has been checked, and clears away the account's expired ones.
 *
 * @throws {@link DomainError} ERR_SIGN_IN_REFUSED when the account was closed or its password changed meanwhile
 */
export const signIn: Command<SignIn, { readonly expiresAt: number }> = {
  type: 'sign-in',
  prefetch: ({ accountKey }) => [
    { table: account, key: accountKey },
    { table: session, index: 'byAccount', values: [accountKey] },
  ],
  decide({ rows, now, record }, { accountKey, passwordHash, sessionId, lifetimeMs }) {
    const found = rows.find(account, accountKey);
    if (!found?.active || found.passwordHash !== passwordHash) throw accountError('ERR_SIGN_IN_REFUSED');
    for (const old of rows.list(session, 'byAccount', [accountKey])) {
      if (old.expiresAt <= now) rows.remove(session, old.id);
    }
    const expiresAt = now + lifetimeMs;
    rows.put(session, { id: sessionId, accountKey, createdAt: now, expiresAt, postKey: null });
    record({ type: 'session.opened', key: accountKey });
    return { expiresAt };
  },
};
