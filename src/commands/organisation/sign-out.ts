import { session } from '../../domain/organisation/account-tables.ts';
import type { Command } from '../../domain/command.ts';

/** Closes a session; one that is gone already is left as it is. */
export const signOut: Command<{ readonly sessionId: string }, Record<string, never>> = {
  type: 'sign-out',
  prefetch: ({ sessionId }) => [{ table: session, key: sessionId }],
  decide({ rows, record }, { sessionId }) {
    const open = rows.find(session, sessionId);
    if (open) {
      rows.remove(session, sessionId);
      record({ type: 'session.closed', key: open.accountKey });
    }
    return {};
  },
};
