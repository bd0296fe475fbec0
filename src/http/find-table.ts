import type { Queries } from '../domain/query-ports.ts';
import { pageOf } from './schemas/common.ts';

/** The file of a version of a table; undefined when the township has none. */
export async function findTable(
  definitions: Queries['processDefinitions'],
  tenantId: string,
  decisionId: string,
  version: number,
) {
  const { items } = await definitions.searchDecisions({
    tenantId,
    filter: { decisionId: { eq: decisionId }, version: { eq: version } },
    page: pageOf({ limit: 1 }),
  });
  const [definition] = items;
  return definition && definitions.findDecisionXml(tenantId, definition.key);
}
