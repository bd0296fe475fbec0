import { account } from '../../domain/organisation/account-tables.ts';
import { clusterError } from '../../domain/cluster/cluster-errors.ts';
import { appealCluster } from '../../domain/cluster/cluster-tables.ts';
import type { Command } from '../../domain/command.ts';
import { orderResponsibility } from '../../domain/worksheet/worksheet-tables.ts';
import { openCluster } from './cluster-rows.ts';

export interface LeadCluster {
  readonly clusterKey: number;
  /** Login of the party secretary or a deputy leader. */
  readonly leader: string;
}

/**
 * Puts a member of the leading team in charge of a cluster (领导包案), and of its parent order.
 *
 * @throws DomainError ERR_CLUSTER_NOT_FOUND · ERR_CLUSTER_ENDED · ERR_NOT_A_LEADER
 */
export const leadCluster: Command<LeadCluster, Record<string, never>> = {
  type: 'lead-cluster',
  decide(context, { clusterKey, leader }) {
    const cluster = openCluster(context, clusterKey, { zh: '确定包案领导', en: 'put a leader in charge' });
    const { rows, actor, record } = context;
    const person = rows.list(account, 'byLogin', [leader]).find(({ tenantId }) => tenantId === actor.tenantId);
    const leads = person?.roles.some((role) => role === 'party_secretary' || role === 'deputy_leader');
    if (!person?.active || !leads) throw clusterError('ERR_NOT_A_LEADER', { leader });
    rows.put(appealCluster, { ...cluster, leader });
    const slots = rows.find(orderResponsibility, cluster.parentOrderKey);
    if (slots) rows.put(orderResponsibility, { ...slots, leader });
    record({ type: 'cluster.leader-named', key: clusterKey, detail: { leader } });
    return {};
  },
};
