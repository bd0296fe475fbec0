import { appealCluster, clusterMember } from '../../domain/cluster/cluster-tables.ts';
import { clusterError } from '../../domain/cluster/cluster-errors.ts';
import type { Command } from '../../domain/command.ts';
import { memberOrder, openCluster } from './cluster-rows.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';

export interface DetachMember {
  readonly clusterKey: number;
  readonly orderNo: string;
  /** Why it is another matter, or is handled by itself. No personal data. */
  readonly reason: string;
}

/**
 * Takes an order out of the cluster that it follows; it goes on by itself, by its own date.
 *
 * @throws DomainError ERR_CLUSTER_NOT_FOUND · ERR_CLUSTER_ENDED · ERR_ORDER_NOT_FOUND · ERR_NOT_IN_CLUSTER · ERR_CLUSTER_PARENT
 */
export const detachMember: Command<DetachMember, Record<string, never>> = {
  type: 'detach-member',
  decide(context, { clusterKey, orderNo, reason }) {
    const cluster = openCluster(context, clusterKey, { zh: '移出子单', en: 'take an order out' });
    const { order, member } = memberOrder(context, cluster, orderNo);
    if (cluster.parentOrderKey === order.key) throw clusterError('ERR_CLUSTER_PARENT', { orderNo });
    const { rows, now, actor, record } = context;
    rows.put(clusterMember, { ...member, leftAt: now, leftBecause: 'detached' });
    rows.put(appealCluster, {
      ...cluster,
      members: cluster.members - 1,
      representatives: cluster.representatives.filter(({ orderKey }) => orderKey !== order.key),
    });
    record({ type: 'cluster.left', key: clusterKey, detail: { orderKey: order.key, because: 'detached', reason } });
    const executions = new Executions(context);
    publish(executions, {
      tenantId: actor.tenantId,
      name: 'LeftCluster',
      correlationKey: orderNo,
      variables: {},
      timeToLiveMs: 0,
    });
    settle(executions);
    return {};
  },
};
