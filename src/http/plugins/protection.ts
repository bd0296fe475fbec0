import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { httpError } from '../../domain/http-errors.ts';
import type { HttpSettings } from '../deps.ts';

/**
 * Secure headers and the rate limit. Scripts come from this host only and never from the page itself; styles may stand in the page, since
 * the diagram editor writes them there.
 */
export async function protect(app: FastifyInstance, settings: HttpSettings): Promise<void> {
  const isProduction = settings.nodeEnv === 'production';
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // a machine without TLS must not lock its browsers out
    strictTransportSecurity: isProduction,
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(rateLimit, {
    max: settings.http.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ actor, ip }) => (actor ? `${actor.tenantId} ${actor.id}` : ip),
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_request, { ttl }) =>
      httpError('ERR_TOO_MANY_REQUESTS', { seconds: Math.ceil(ttl / 1_000) }),
  });
}
