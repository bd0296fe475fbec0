import type { Static } from 'typebox';
import { detachMember } from '../../../commands/cluster/detach-member.ts';
import { dismissRepresentative } from '../../../commands/cluster/dismiss-representative.ts';
import { leadCluster } from '../../../commands/cluster/lead-cluster.ts';
import { nameRepresentative } from '../../../commands/cluster/name-representative.ts';
import type { Role } from '../../../domain/actor.ts';
import { clusterError } from '../../../domain/cluster/cluster-errors.ts';
import type { ClusterFile, ClusterItem } from '../../../domain/cluster/cluster-query-ports.ts';
import type { Access } from '../../access.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import * as shapes from '../../schemas/clusters.ts';
import { instantText, instantTextOrNull, keyOf, keyText, pageOf, present } from '../../schemas/common.ts';
import { showHeading } from '../../show-order.ts';

const READ = needs('appeals:read');
/** Who handles an appeal does not say who speaks for the people, nor what belongs to it. */
const OFFICE: Access = {
  scopes: ['appeals:write'],
  roles: ['registrar', 'response_office', 'deputy_leader', 'party_secretary'],
};
const LEADING: Access = { scopes: ['appeals:write'], roles: ['response_office', 'party_secretary'] };
/** Who may be put in charge. */
const LEADERS: readonly Role[] = ['party_secretary', 'deputy_leader'];
const TAG = 'Cluster';
type ClusterAsk<B = unknown> = Ask<Static<typeof shapes.CLUSTER_PARAMS>, unknown, B>;
type MemberAsk<B = unknown> = Ask<Static<typeof shapes.MEMBER_PARAMS>, unknown, B>;

/** Several people about one matter: who leads, who follows, who speaks for them. */
export function appealClusterRoutes({ queries, submit }: HttpDeps): readonly Route[] {
  const { clusters } = queries;
  return [
    route(
      'GET',
      '/api/clusters',
      {
        access: READ,
        tag: TAG,
        summary: 'List clusters 群体诉求列表',
        description: 'Several people about one matter: multi or mass. The newest first, at most 200.',
        query: shapes.ClusterQuery,
        answer: shapes.ClusterList,
      },
      list,
    ),
    route(
      'GET',
      '/api/clusters/leaders',
      {
        access: OFFICE,
        tag: TAG,
        summary: 'List who may be in charge 可包案领导',
        description: 'The party secretary and the deputy leaders of the township.',
        answer: shapes.Leaders,
      },
      leaders,
    ),
    route(
      'GET',
      '/api/clusters/{clusterKey}',
      {
        access: READ,
        tag: TAG,
        summary: 'Get a cluster 群体诉求详情',
        description: 'Its parent, its followers by batch, its representatives. No personal data.',
        params: shapes.CLUSTER_PARAMS,
        answer: shapes.Cluster,
      },
      get,
    ),
    route(
      'POST',
      '/api/clusters/{clusterKey}/representatives',
      {
        access: OFFICE,
        tag: TAG,
        summary: 'Name a representative 推选代表',
        description: 'At most five (Petition Regulation art. 20), each named by the order of that person.',
        params: shapes.CLUSTER_PARAMS,
        body: shapes.NewRepresentative,
        answer: shapes.Representatives,
      },
      name,
    ),
    route(
      'DELETE',
      '/api/clusters/{clusterKey}/representatives/{orderNo}',
      {
        access: OFFICE,
        tag: TAG,
        summary: 'Dismiss a representative 更换代表',
        params: shapes.MEMBER_PARAMS,
        answer: shapes.Representatives,
      },
      dismiss,
    ),
    route(
      'PUT',
      '/api/clusters/{clusterKey}/leader',
      {
        access: LEADING,
        tag: TAG,
        summary: 'Put a leader in charge 领导包案',
        params: shapes.CLUSTER_PARAMS,
        body: shapes.NewLeader,
      },
      lead,
    ),
    route(
      'POST',
      '/api/clusters/{clusterKey}/members/{orderNo}/detachment',
      {
        access: OFFICE,
        tag: TAG,
        summary: 'Take an order out of its cluster 移出子单',
        description: 'It is handled by itself again, by its own date. The parent cannot be taken out.',
        params: shapes.MEMBER_PARAMS,
        body: shapes.Detachment,
      },
      detach,
    ),
  ];

  async function list({ actor, query }: Ask<unknown, Static<typeof shapes.ClusterQuery>, unknown>) {
    const { open, kind } = query;
    const filter = present({ open: open === undefined ? undefined : open === 'true', kind });
    return { items: (await clusters.list(actor, filter as { open?: boolean; kind?: 'multi' | 'mass' })).map(showItem) };
  }

  async function leaders({ actor }: Ask<unknown, unknown, unknown>) {
    const page = pageOf({ limit: 1_000 });
    const { items } = await queries.accounts.search({ tenantId: actor.tenantId, filter: {}, page });
    const leading = items.filter(({ active, roles }) => active && roles.some((role) => LEADERS.includes(role)));
    return { items: leading.map(({ login, displayName, roles }) => ({ login, displayName, roles })) };
  }

  async function get({ actor, params: { clusterKey } }: ClusterAsk) {
    const file = await clusters.find(actor, keyOf(clusterKey));
    if (!file) throw clusterError('ERR_CLUSTER_NOT_FOUND', { cluster: clusterKey });
    return showFile(file);
  }

  async function name({ params, body, options }: ClusterAsk<Static<typeof shapes.NewRepresentative>>) {
    return submit(nameRepresentative, { clusterKey: keyOf(params.clusterKey), ...body }, options);
  }

  async function dismiss({ params: { clusterKey, orderNo }, options }: MemberAsk) {
    return submit(dismissRepresentative, { clusterKey: keyOf(clusterKey), orderNo }, options);
  }

  async function lead({ params, body, options }: ClusterAsk<Static<typeof shapes.NewLeader>>) {
    await submit(leadCluster, { clusterKey: keyOf(params.clusterKey), ...body }, options);
  }

  async function detach({
    params: { clusterKey, orderNo },
    body,
    options,
  }: MemberAsk<Static<typeof shapes.Detachment>>) {
    await submit(detachMember, { clusterKey: keyOf(clusterKey), orderNo, ...body }, options);
  }
}

// helpers

function showItem(item: ClusterItem) {
  return {
    clusterKey: keyText(item.key),
    kind: item.kind,
    members: item.members,
    batches: item.batch,
    leader: item.leader,
    formedAt: instantText(item.formedAt),
    endedAt: instantTextOrNull(item.endedAt),
    outcome: item.outcome,
    parent: showHeading(item.parent),
  };
}

function showFile({ cluster, members }: ClusterFile) {
  const numbers = new Map(members.map(({ key, order }) => [key, order.orderNo]));
  return {
    ...showItem(cluster),
    representatives: cluster.representatives.map(({ orderKey, at, by }) => ({
      orderNo: numbers.get(orderKey) ?? '',
      at: instantText(at),
      by,
    })),
    orders: members.map(({ key, batch, joinedAt, leftAt, leftBecause, answeredAt, order }) => ({
      role: key === cluster.parentOrderKey ? 'parent' : 'child',
      batch,
      joinedAt: instantText(joinedAt),
      leftAt: instantTextOrNull(leftAt),
      leftBecause,
      answeredAt: instantTextOrNull(answeredAt),
      order: showHeading(order),
    })),
  };
}
