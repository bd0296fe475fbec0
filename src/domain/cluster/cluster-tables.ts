import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

/** Several people about one matter. */
export type ClusterKind = 'multi' | 'mass';
/** How a cluster came to its end: its parent's result was given to all, it went outside the township, or nobody was left in it. */
export type ClusterOutcome = 'answered' | 'forwarded' | 'dissolved';
/** Why an order left a cluster before its end; `returned`: the hotline took it back; `cancelled`: an administrator ended its case. */
export const LEAVE_REASONS = ['withdrawn', 'petition', 'detached', 'returned', 'cancelled'] as const;
export type LeaveReason = (typeof LEAVE_REASONS)[number];
/** What the followers of a large cluster have yet to be told: their parent's result, or who leads them now. */
export type Telling = 'result' | 'lead';

/** So many followers are told at once; those of a larger cluster in batches of so many, by the clockwork. */
export const TOLD_AT_ONCE = 50;

/** A person who speaks for a mass appeal, named by the order of that person's appeal. */
export interface Representative {
  readonly orderKey: number;
  readonly at: number;
  readonly by: string;
}

/**
 * Orders of several people about one matter. One of them, the parent, carries the clock and the owner; the others follow it and get its
 * result. People who come later are a new batch of the same case. `leader` is the member of the leading team in charge of a mass appeal.
 *
 * @see 《信访工作条例》 art. 20: at most five representatives
 */
export const appealCluster = defineTable({
  name: 'appeal_cluster',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    kind: oneOf<ClusterKind>(),
    matter: text,
    parentOrderKey: integer,
    /** How many belong to it now, its parent included. */
    members: integer,
    /** Number of the newest batch, and when it began. */
    batch: integer,
    batchAt: integer,
    representatives: json<readonly Representative[]>(),
    leader: nullable(text),
    formedAt: integer,
    endedAt: nullable(integer),
    outcome: nullable(oneOf<ClusterOutcome>()),
    /** Null when all its followers have been told. */
    telling: nullable(oneOf<Telling>()),
    /** Followers with keys up to this have been told. */
    toldUpTo: integer,
  },
  indexes: { byTenant: ['tenantId', 'endedAt'] },
});

/** That an order belongs to a cluster, or did; its key is the order's. */
export const clusterMember = defineTable({
  name: 'cluster_member',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    clusterKey: integer,
    batch: integer,
    joinedAt: integer,
    leftAt: nullable(integer),
    leftBecause: nullable(oneOf<LeaveReason>()),
    /** When the parent's result was given to its appellant. */
    answeredAt: nullable(integer),
  },
  indexes: { byCluster: ['clusterKey'] },
});

/** What one person has appealed about of late, by keyed hash; `id` is `<tenant>/<hash>`. At most 50 appeals of the last year. */
export const recentCaller = defineTable({
  name: 'recent_caller',
  key: 'id',
  versioned: true,
  columns: { id: text, revision: integer, appeals: json<readonly CallerEntry[]>() },
  indexes: {},
});

/** One appeal of a person; `repeatOf` is the order that it only repeated. */
export interface CallerEntry {
  readonly orderKey: number;
  readonly at: number;
  readonly matter: string;
  readonly repeatOf: number | null;
}

export const CLUSTER_TABLES = [appealCluster, clusterMember, recentCaller] as const;
