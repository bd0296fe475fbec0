import type { Query, QueryClient } from '@tanstack/vue-query';

declare module '@tanstack/vue-query' {
  interface Register {
    queryMeta: {
      /** Forgets what of a long list nobody looks at. */
      readonly shrink?: () => void;
    };
  }
}

/**
 * Lets pages bring themselves up to date: the host names the kinds of things that changed (`user-task`, `order`, …), at most one message a
 * second, and every query whose key begins with that kind, or with `*`, is asked again if a page shows it.
 *
 * The stream opens while somebody is signed in; when it breaks it comes back by itself. Whenever it opens, everything shown is asked again.
 */
export function followChanges(queries: QueryClient): void {
  let stream: EventSource | null = null;
  queries.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] !== 'session') return;
    const isSignedIn = Boolean(query.state.data);
    if (isSignedIn && !stream) stream = open();
    if (!isSignedIn && stream) stream = close(stream);
  });

  function open(): EventSource {
    const opened = new EventSource('/api/changes');
    // what was read before it opened may have changed meanwhile, and nobody said so
    opened.addEventListener('open', () => {
      void askAgain(queries, ({ queryKey }) => queryKey[0] !== 'session');
    });
    opened.addEventListener('changes', ({ data }) => refresh(JSON.parse(String(data)) as readonly string[]));
    // refused rather than broken: the session has ended
    opened.addEventListener('error', () => {
      if (opened.readyState === EventSource.CLOSED && stream === opened) stream = null;
    });
    return opened;
  }

  function refresh(kinds: readonly string[]): void {
    void askAgain(queries, ({ queryKey: [kind] }) => kind === '*' || kinds.includes(String(kind)));
  }
}

/** Asks again what has changed, as far as a page shows it. */
export async function askAgain(queries: QueryClient, isMeant: (query: Query) => boolean): Promise<void> {
  // a long list is asked for as far down as somebody has come, not for all that was ever loaded
  for (const { meta } of queries.getQueryCache().findAll({ predicate: isMeant })) meta?.shrink?.();
  await queries.invalidateQueries({ predicate: isMeant });
}

function close(stream: EventSource): null {
  stream.close();
  return null;
}
