import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

export const DOCS_PATH = '/docs';

/** Describes the API as an OpenAPI 3.1 document made of the route schemas, with a page to read it. */
export async function documentApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Jiesu 接诉',
        version: '0.1.0',
        description:
          '`/v2` is compatible with the Camunda 8 Orchestration Cluster REST API (8.8) for the parts that are here; `/api` is about appeals. ' +
          'Keys are decimal texts, instants ISO 8601, errors problem documents (RFC 9457). Every write takes an `Idempotency-Key`.',
        license: { name: 'MIT' },
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `jsk_…`' },
          session: { type: 'apiKey', in: 'cookie', name: 'jiesu_session', description: 'Set by signing in' },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json['$id'] === 'string' ? json['$id'] : `def-${index}`,
    },
  });
  await app.register(swaggerUi, {
    routePrefix: DOCS_PATH,
    uiConfig: { docExpansion: 'none', deepLinking: true },
  });
}
