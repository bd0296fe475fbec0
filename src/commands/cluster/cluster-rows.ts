import { clusterError } from '../../domain/cluster/cluster-errors.ts';
import { appealCluster, clusterMember } from '../../domain/cluster/cluster-tables.ts';
import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { DecisionContext } from '../../domain/command.ts';
import type { RowOf } from '../../domain/table.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export type Cluster = RowOf<typeof appealCluster>;

/**
 * A cluster of the township that has not ended.
 *
 * @param act - what is to be done, for the refusal
 * @throws DomainError ERR_CLUSTER_NOT_FOUND, ERR_CLUSTER_ENDED
 */
export function openCluster(
  { rows, actor }: DecisionContext,
  clusterKey: number,
  act: { readonly zh: string; readonly en: string },
): Cluster {
  const found = rows.find(appealCluster, clusterKey);
  if (found?.tenantId !== actor.tenantId) throw clusterError('ERR_CLUSTER_NOT_FOUND', { cluster: clusterKey });
  if (found.endedAt === null) return found;
  const at = new Date(found.endedAt).toISOString();
  throw clusterError('ERR_CLUSTER_ENDED', { cluster: clusterKey, at, do: act.en, doZh: act.zh });
}

/**
 * An order that belongs to the cluster now.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND, ERR_NOT_IN_CLUSTER
 */
export function memberOrder(
  context: DecisionContext,
  cluster: Cluster,
  orderNo: string,
): { readonly order: RowOf<typeof workOrder>; readonly member: RowOf<typeof clusterMember> } {
  const order = orderByNo(context, orderNo);
  const member = context.rows.find(clusterMember, order.key);
  if (member?.clusterKey === cluster.key && member.leftAt === null) return { order, member };
  throw clusterError('ERR_NOT_IN_CLUSTER', { orderNo, cluster: cluster.key });
}
