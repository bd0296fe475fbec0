import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Keeps proxies from closing a quiet stream, ms. */
const HEARTBEAT_MS = 25_000;

/**
 * Answers with server-sent events: what is written to the stream goes to the client. It is destroyed when the client goes away.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function openEventStream(request: FastifyRequest, reply: FastifyReply): PassThrough {
  const stream = new PassThrough();
  const heartbeat = setInterval(() => stream.write(': alive\n\n'), HEARTBEAT_MS);
  stream.once('close', () => clearInterval(heartbeat));
  request.raw.once('close', () => stream.destroy());
  void reply
    .type('text/event-stream')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(stream);
  stream.write(': connected\n\n');
  return stream;
}
