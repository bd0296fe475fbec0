import { clusterError } from '../../domain/cluster/cluster-errors.ts';
import { appealCluster } from '../../domain/cluster/cluster-tables.ts';
import type { Command } from '../../domain/command.ts';
import { memberOrder, openCluster } from './cluster-rows.ts';

/** The law's number: a township cannot raise it. */
const MOST = 5;

export interface NameRepresentative {
  readonly clusterKey: number;
  /** The order of the person who speaks for the others. */
  readonly orderNo: string;
}

/**
 * Names a person who speaks for a cluster.
 *
 * @throws DomainError ERR_CLUSTER_NOT_FOUND · ERR_CLUSTER_ENDED · ERR_ORDER_NOT_FOUND · ERR_NOT_IN_CLUSTER · ERR_REPRESENTATIVE_KNOWN ·
 * ERR_REPRESENTATIVES_FULL
 * @see 《信访工作条例》 art. 20: at most five representatives
 */
export const nameRepresentative: Command<NameRepresentative, { readonly count: number }> = {
  type: 'name-representative',
  decide(context, { clusterKey, orderNo }) {
    const cluster = openCluster(context, clusterKey, { zh: '推选代表', en: 'name a representative' });
    const { order } = memberOrder(context, cluster, orderNo);
    const { representatives } = cluster;
    if (representatives.some(({ orderKey }) => orderKey === order.key))
      throw clusterError('ERR_REPRESENTATIVE_KNOWN', { orderNo });
    if (representatives.length >= MOST)
      throw clusterError('ERR_REPRESENTATIVES_FULL', { cluster: clusterKey, count: representatives.length });
    const { rows, now, actor, record } = context;
    const named = [...representatives, { orderKey: order.key, at: now, by: actor.id }];
    rows.put(appealCluster, { ...cluster, representatives: named });
    record({ type: 'cluster.representative-named', key: clusterKey, detail: { orderNo } });
    return { count: named.length };
  },
};
