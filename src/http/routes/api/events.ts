import { Type } from 'typebox';
import type { Actor } from '../../../domain/actor.ts';
import { cloudEvent, entryKeyOf, eventIdOf, scopesFor, type Entry } from '../../../domain/webhook/cloud-event.ts';
import { httpError } from '../../../domain/http-errors.ts';
import { holdsScope, seesAllUnits } from '../../../domain/organisation/role-scopes.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { openEventStream } from '../../event-stream.ts';
import { route, type Ask, type Route } from '../../route.ts';

/** Entries read at once while catching up. */
const PAGE = 500;
/** A client that reads so slowly is cut off, bytes; it resumes with Last-Event-ID. */
const MOST_BUFFERED = 1_048_576;

/** What happens, as it happens. */
export function eventRoutes(deps: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/events',
      {
        access: needs('processes:read', 'appeals:read', 'audit:read'),
        tag: 'Event',
        summary: 'Follow what happens',
        description:
          'Server-sent events; each `data` is a CloudEvent 1.0 as JSON. Goes on after the event named in `Last-Event-ID`, if given. ' +
          'Holds ids only, never personal data. For callers who see every unit.',
        answer: Type.String(),
        produces: 'text/event-stream',
      },
      (ask) => follow(deps, ask),
    ),
  ];
}

async function follow(deps: HttpDeps, { actor, request, reply }: Ask<unknown, unknown, unknown>) {
  // events do not tell their unit
  if (!seesAllUnits(actor)) throw httpError('ERR_NOT_ALLOWED', { needed: 'a role that sees every unit' });
  const stream = openEventStream(request, reply);
  const send = (entries: readonly Entry[]) => {
    for (const entry of entries) stream.write(shown(entry, actor));
    if (stream.writableLength > MOST_BUFFERED) stream.destroy();
  };
  let waiting: Entry[] | null = [];
  const forget = deps.feed.onCommitted(({ entries }) => {
    const own = entries.filter(({ tenantId }) => tenantId === actor.tenantId);
    if (waiting) waiting.push(...own);
    else send(own);
  });
  stream.once('close', forget);
  const last = await catchUp(deps, actor, entryKeyOf(String(request.headers['last-event-id'] ?? '')), send);
  send(waiting.filter(({ key }) => key > last));
  waiting = null;
  return reply;
}

// helpers

/** Sends what was committed after `afterKey`; returns the key of the last entry sent. */
async function catchUp(
  deps: HttpDeps,
  actor: Actor,
  afterKey: number | null,
  send: (entries: readonly Entry[]) => void,
): Promise<number> {
  let last = afterKey ?? 0;
  while (afterKey !== null) {
    const entries = await deps.queries.history.after(actor.tenantId, last, PAGE);
    send(entries);
    last = entries.at(-1)?.key ?? last;
    if (entries.length < PAGE) break;
  }
  return last;
}

function shown(entry: Entry, actor: Actor): string {
  return entry.events
    .map((event, index) => ({ event, id: eventIdOf(entry, index) }))
    .filter(({ event }) => holdsScope(actor, scopesFor(event)))
    .map(
      ({ event, id }) => `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(cloudEvent(entry, event, id))}\n\n`,
    )
    .join('');
}
