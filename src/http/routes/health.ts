import { Type } from 'typebox';
import { httpError } from '../../domain/http-errors.ts';
import { needs, type Access } from '../access.ts';
import type { HttpDeps } from '../deps.ts';
import { route, type Ask, type Route } from '../route.ts';

const TAG = 'Operation';
const Parts = Type.Record(Type.String(), Type.String());

/** What watches over the host: alive, ready, numbers, and the description of the API. */
export function healthRoutes(deps: HttpDeps, openApi: () => unknown): readonly Route[] {
  // numbers tell nothing personal, but are nobody's business outside
  const numbers: Access = deps.settings.nodeEnv === 'production' ? needs('admin:read') : 'public';
  const Status = Type.Object({ status: Type.Literal('ok') });
  const Readiness = Type.Object({ status: Type.Literal('ok'), parts: Parts });
  return [
    route(
      'GET',
      '/healthz',
      { access: 'public', tag: TAG, summary: 'Whether the process lives', answer: Status },
      alive,
    ),
    route('GET', '/readyz', { access: 'public', tag: TAG, summary: 'Whether it can serve', answer: Readiness }, ready),
    route(
      'GET',
      '/metrics',
      { access: numbers, tag: TAG, summary: 'Numbers for Prometheus', answer: Type.String(), produces: 'text/plain' },
      metrics,
    ),
    route(
      'GET',
      '/openapi.json',
      { access: 'public', tag: TAG, summary: 'This API as OpenAPI 3.1', answer: Type.Object({}) },
      describe,
    ),
  ];

  async function alive() {
    return { status: 'ok' };
  }

  async function ready() {
    const { ok, parts } = await deps.health();
    if (ok) return { status: 'ok', parts };
    throw httpError('ERR_NOT_READY', {
      parts: Object.entries(parts)
        .map(([part, state]) => `${part}: ${state}`)
        .join('; '),
    });
  }

  async function metrics({ reply }: Ask<unknown, unknown, unknown>) {
    void reply.type(deps.metrics.contentType);
    return deps.metrics.metrics();
  }

  async function describe() {
    return openApi();
  }
}
