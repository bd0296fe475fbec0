import { appealCluster, clusterMember, type Telling } from '../../domain/cluster/cluster-tables.ts';
import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';

export interface TellFollowers {
  readonly clusterKey: number;
  readonly telling: Telling;
  /** How far it was when `orderKeys` were read: those with keys up to this had been told. */
  readonly after: number;
  /** Who comes next, by key. */
  readonly orderKeys: readonly number[];
  /** Nobody comes after them. */
  readonly isLast: boolean;
}

/**
 * Tells some of those who follow a large cluster what its end means for them, or who leads them now; a smaller one is told at once, where it
 * happens. Each batch is a command of its own: others come in between, and a restart goes on after the last one.
 *
 * @returns nobody told when somebody else was quicker
 */
export const tellFollowers: Command<TellFollowers, { readonly told: number }> = {
  type: 'tell-followers',
  prefetch: ({ clusterKey, orderKeys }) => [
    { table: appealCluster, key: clusterKey },
    ...orderKeys.flatMap((key) => [
      { table: clusterMember, key },
      { table: workOrder, key },
    ]),
  ],
  decide(context, { clusterKey, telling, after, orderKeys, isLast }) {
    const { rows, actor, record } = context;
    const cluster = rows.find(appealCluster, clusterKey);
    if (cluster?.tenantId !== actor.tenantId || cluster.telling !== telling || cluster.toldUpTo !== after)
      return { told: 0 };
    rows.put(appealCluster, {
      ...cluster,
      telling: isLast ? null : telling,
      toldUpTo: orderKeys.at(-1) ?? cluster.toldUpTo,
    });
    const executions = new Executions(context);
    let told = 0;
    for (const key of orderKeys) {
      const member = rows.find(clusterMember, key);
      const order = rows.find(workOrder, key);
      if (!order || order.state !== 'merged' || member?.clusterKey !== clusterKey || member.leftAt !== null) continue;
      told++;
      if (telling === 'lead')
        rows.put(workOrder, { ...order, parentOrderKey: cluster.parentOrderKey, repeatKind: cluster.kind });
      else
        publish(executions, {
          tenantId: actor.tenantId,
          name: 'ClusterConcluded',
          correlationKey: order.orderNo,
          variables: { clusterOutcome: cluster.outcome },
          timeToLiveMs: 0,
        });
    }
    record({ type: 'cluster.told', key: clusterKey, detail: { telling, told } });
    settle(executions);
    return { told };
  },
};
