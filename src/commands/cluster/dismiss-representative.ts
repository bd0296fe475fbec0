import { clusterError } from '../../domain/cluster/cluster-errors.ts';
import { appealCluster } from '../../domain/cluster/cluster-tables.ts';
import type { Command } from '../../domain/command.ts';
import { openCluster } from './cluster-rows.ts';
import type { NameRepresentative } from './name-representative.ts';
import { orderByNo } from '../appeal/order-rows.ts';

/**
 * Ends somebody's speaking for a cluster, so that another may be named.
 *
 * @throws DomainError ERR_CLUSTER_NOT_FOUND · ERR_CLUSTER_ENDED · ERR_ORDER_NOT_FOUND · ERR_NOT_REPRESENTATIVE
 */
export const dismissRepresentative: Command<NameRepresentative, { readonly count: number }> = {
  type: 'dismiss-representative',
  decide(context, { clusterKey, orderNo }) {
    const cluster = openCluster(context, clusterKey, { zh: '更换代表', en: 'replace a representative' });
    const { key } = orderByNo(context, orderNo);
    const kept = cluster.representatives.filter(({ orderKey }) => orderKey !== key);
    if (kept.length === cluster.representatives.length)
      throw clusterError('ERR_NOT_REPRESENTATIVE', { orderNo, cluster: clusterKey });
    context.rows.put(appealCluster, { ...cluster, representatives: kept });
    context.record({ type: 'cluster.representative-dismissed', key: clusterKey, detail: { orderNo } });
    return { count: kept.length };
  },
};
