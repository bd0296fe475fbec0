import { Type } from 'typebox';
import { SIGNED_IN } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { openEventStream } from '../../event-stream.ts';
import { route, type Ask, type Route } from '../../route.ts';

/** Changes within this time are told at once, ms: a page asks again once, however much happens. */
const GATHER_MS = 1_000;

/** That something has changed, for pages that want to look again. */
export function changeRoutes(deps: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/changes',
      {
        access: SIGNED_IN,
        tag: 'Event',
        summary: 'Follow what kinds of things change 变化通知',
        description:
          'Server-sent events named `changes`; `data` is a JSON list of kinds (`user-task`, `order`, `whistle` …), at most one a second. ' +
          'Tells nothing about any one thing, so every signed-in caller may follow it; what changed is asked for as usual.',
        answer: Type.String(),
        produces: 'text/event-stream',
      },
      (ask) => follow(deps, ask),
    ),
  ];
}

async function follow(deps: HttpDeps, { actor, request, reply }: Ask<unknown, unknown, unknown>) {
  const stream = openEventStream(request, reply);
  const gathered = new Set<string>();
  let sending: NodeJS.Timeout | undefined;
  const forget = deps.feed.onCommitted(({ entries }) => {
    for (const { tenantId, events } of entries) {
      if (tenantId === actor.tenantId) for (const { type } of events) gathered.add(kindOf(type));
    }
    if (gathered.size > 0) sending ??= setTimeout(send, GATHER_MS);
  });
  stream.once('close', () => (forget(), clearTimeout(sending)));
  return reply;

  function send() {
    sending = undefined;
    stream.write(`event: changes\ndata: ${JSON.stringify([...gathered])}\n\n`);
    gathered.clear();
  }
}

/** What an event is about: the first part of its type. */
function kindOf(type: string): string {
  return type.split('.', 1)[0] ?? type;
}
