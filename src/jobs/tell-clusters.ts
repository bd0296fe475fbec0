import { tellFollowers } from '../commands/cluster/tell-followers.ts';
import { systemActor } from '../domain/actor.ts';
import type { Submit } from '../domain/command.ts';
import type { Log } from '../domain/committed.ts';
import type { DutyStore } from '../domain/duties-port.ts';
import { TOLD_AT_ONCE } from '../domain/cluster/cluster-tables.ts';
import type { Duty } from './duty.ts';

export interface TellClustersOptions {
  readonly store: Pick<DutyStore, 'untold'>;
  readonly submit: Submit;
  readonly log: Log;
  /** @defaultValue 2000 */
  readonly intervalMs?: number;
}

const CLUSTERS = 16;

/** Gives the followers of large clusters their result, or their new parent, one batch of each cluster at a time. */
export function tellClusters({ store, submit, log, intervalMs = 2_000 }: TellClustersOptions): Duty {
  return {
    name: 'tell-clusters',
    intervalMs,
    async tick() {
      const clusters = await store.untold(CLUSTERS, TOLD_AT_ONCE);
      let done = 0;
      let failed = 0;
      for (const { key, tenantId, ...batch } of clusters) {
        const actor = systemActor('tell-clusters', tenantId);
        try {
          done += (await submit(tellFollowers, { clusterKey: key, ...batch }, { actor })).told;
        } catch (error) {
          failed++;
          log.warn({ err: error, clusterKey: key, tenantId }, 'followers not told');
        }
      }
      return { done, failed, more: clusters.length > failed };
    },
  };
}
