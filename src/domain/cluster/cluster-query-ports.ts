import type { Actor } from '../actor.ts';
import type { WorkOrderItem } from '../appeal/case-query-ports.ts';
import type { appealCluster, ClusterKind, clusterMember } from './cluster-tables.ts';
import type { RowOf } from '../table.ts';

/** What people read about clusters and about earlier appeals; nothing personal in it. */

/** A cluster with the heading of its parent. */
export type ClusterItem = RowOf<typeof appealCluster> & { readonly parent: WorkOrderItem };

/** A cluster with all that belong to it, or did. */
export interface ClusterFile {
  readonly cluster: ClusterItem;
  /** In the order in which they joined, the parent among them. */
  readonly members: readonly (RowOf<typeof clusterMember> & { readonly order: WorkOrderItem })[];
}

/** An earlier appeal that a new one may repeat. */
export interface SimilarAppeal {
  readonly order: WorkOrderItem & { readonly objectKey: string | null };
  readonly samePerson: boolean;
  readonly sameMatter: boolean;
  /** Of the same category and place, where one of both names no object: perhaps the same, which the registrar finds out. */
  readonly possible: boolean;
  /** The cluster it belongs to now. */
  readonly clusterKey: number | null;
}

/** Clusters as far as the asker may see their parent: those of every unit, or those whose parent their unit handles. */
export interface ClusterQuery {
  /** The newest first, at most 200. */
  list(asker: Actor, filter: { readonly open?: boolean; readonly kind?: ClusterKind }): Promise<readonly ClusterItem[]>;
  find(asker: Actor, key: number): Promise<ClusterFile | undefined>;
  /**
   * Earlier appeals about the matter, and those of the same caller, the newest first; at most 20.
   *
   * @param asked - ids of what is remembered: of the matter, of what names no object in the same place, and of the caller when a number is
   * known
   */
  similar(
    tenantId: string,
    asked: { readonly matter: string; readonly place: string; readonly caller: string | null },
  ): Promise<readonly SimilarAppeal[]>;
}
