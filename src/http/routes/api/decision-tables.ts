import { Type, type Static } from 'typebox';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { answerUnlessKnown } from '../../etag.ts';
import { findTable } from '../../find-table.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { found } from '../../tenant.ts';

const PARAMS = Type.Object({
  decisionId: Type.String({ minLength: 1, maxLength: 200, examples: ['d02_level'] }),
  version: Type.String({ pattern: '^[1-9][0-9]{0,5}$', examples: ['1'] }),
});

/** The tables by which cases are decided, for everybody who works with cases: who is told that a row decided may read the row. */
export function decisionTableRoutes({ queries: { processDefinitions } }: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/decision-tables/{decisionId}/{version}/xml',
      {
        access: needs('appeals:read', 'processes:read'),
        tag: 'Decision definition',
        summary: 'Get the table that decided 判定所用的决策表',
        params: PARAMS,
        answer: Type.String(),
        produces: 'text/xml',
      },
      xml,
    ),
  ];

  async function xml({
    actor,
    params: { decisionId, version },
    request,
    reply,
  }: Ask<Static<typeof PARAMS>, unknown, unknown>) {
    const { tenantId } = actor;
    const read = await findTable(processDefinitions, tenantId, decisionId, Number(version));
    const { content, checksum } = found(read, { zh: '决策表', en: 'decision table' }, `${decisionId} ${version}`);
    return answerUnlessKnown(request, reply.type('text/xml'), checksum, () => content);
  }
}
