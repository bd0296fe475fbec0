import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

/** Measures every request by route, method and status, and writes one line about it into the log. */
export function measureRequests(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [registry],
  });
  app.addHook('onResponse', async ({ method, routeOptions, actor, log }, reply) => {
    // the pattern of the path: unknown ones share one label, since they are anybody's to make up
    const route = routeOptions.url ?? 'unknown';
    const { statusCode: status, elapsedTime } = reply;
    seconds.observe({ method, route, status }, elapsedTime / 1_000);
    log.info({ method, route, status, ms: Math.round(elapsedTime), actor: actor?.id }, 'answered');
  });
}
