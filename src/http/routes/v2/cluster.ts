import { Type } from 'typebox';
import { SIGNED_IN } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { Nullable } from '../../schemas/common.ts';

/** The API this host speaks, as clients ask for it. */
const API_VERSION = '8.8.0';

const Topology = Type.Object({
  brokers: Type.Array(
    Type.Object({
      nodeId: Type.Integer(),
      host: Type.String(),
      port: Type.Integer(),
      partitions: Type.Array(
        Type.Object({
          partitionId: Type.Integer(),
          role: Type.Literal('leader'),
          health: Type.Enum(['healthy', 'unhealthy']),
        }),
      ),
      version: Type.String(),
    }),
  ),
  clusterSize: Type.Integer(),
  partitionsCount: Type.Integer(),
  replicationFactor: Type.Integer(),
  gatewayVersion: Type.String(),
  lastCompletedChangeId: Type.String(),
  clusterId: Type.String(),
});
const License = Type.Object({
  validLicense: Type.Boolean(),
  licenseType: Type.String(),
  isCommercial: Type.Boolean(),
  expiresAt: Nullable(Type.String()),
});
const Me = Type.Object({
  username: Type.String(),
  displayName: Nullable(Type.String()),
  email: Nullable(Type.String()),
  authorizedComponents: Type.Array(Type.String()),
  tenants: Type.Array(
    Type.Object({ tenantId: Type.String(), name: Type.String(), description: Nullable(Type.String()) }),
  ),
  groups: Type.Array(Type.String()),
  roles: Type.Array(Type.String()),
  salesPlanType: Nullable(Type.String()),
  c8Links: Type.Object({}),
  canLogout: Type.Boolean(),
});

/** What Camunda clients ask a cluster about itself. */
export function clusterRoutes(deps: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/v2/topology',
      { access: SIGNED_IN, tag: 'Cluster', summary: 'Get the topology', answer: Topology },
      topology,
    ),
    route(
      'GET',
      '/v2/license',
      { access: 'public', tag: 'Cluster', summary: 'Get the licence', answer: License },
      license,
    ),
    route(
      'GET',
      '/v2/authentication/me',
      { access: SIGNED_IN, tag: 'Authentication', summary: 'Get the caller', answer: Me },
      me,
    ),
  ];

  async function topology({ request }: Ask<unknown, unknown, unknown>) {
    const { ok } = await deps.health();
    const partition = { partitionId: 1, role: 'leader', health: ok ? 'healthy' : 'unhealthy' };
    const port = request.socket.localPort ?? 0;
    return {
      brokers: [{ nodeId: 0, host: request.hostname, port, partitions: [partition], version: API_VERSION }],
      clusterSize: 1,
      partitionsCount: 1,
      replicationFactor: 1,
      gatewayVersion: API_VERSION,
      lastCompletedChangeId: '-1',
      clusterId: 'jiesu',
    };
  }

  async function license() {
    return { validLicense: true, licenseType: 'MIT', isCommercial: false, expiresAt: null };
  }

  async function me({ actor }: Ask<unknown, unknown, unknown>) {
    return {
      username: actor.id,
      displayName: null,
      email: null,
      authorizedComponents: [],
      tenants: [{ tenantId: actor.tenantId, name: actor.tenantId, description: null }],
      groups: [],
      roles: actor.roles,
      salesPlanType: null,
      c8Links: {},
      canLogout: actor.kind === 'person',
    };
  }
}
