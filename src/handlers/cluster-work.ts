import { appeal, workOrder } from '../domain/appeal-tables.ts';
import {
  appealCluster,
  clusterMember,
  type ClusterKind,
  type ClusterOutcome,
  type LeaveReason,
} from '../domain/cluster-tables.ts';
import { put, type HandlerInput, type HandlerResult, type RowChange, type ThrownMessage } from '../domain/handler.ts';
import { matterId } from '../domain/matter.ts';
import type { RowOf } from '../domain/table.ts';
import { changed, setting, toStaff, type Order } from './order-work.ts';

/** What the handlers of clusters have in common. */

export type Cluster = RowOf<typeof appealCluster>;
export type Member = RowOf<typeof clusterMember>;
type Part = Required<Pick<HandlerResult, 'changes' | 'messages' | 'events'>>;

const NOTHING: Part = { changes: [], messages: [], events: [] };

/** The matter an order is about. */
export function matterOf(input: HandlerInput, order: Order): string | undefined {
  const received = input.rows.find(appeal, order.key);
  return received && matterId(input.tenantId, received);
}

/** The cluster that an order belongs to, while both last. */
export function clusterOf(
  { rows }: Pick<HandlerInput, 'rows'>,
  order: Order,
): { readonly cluster: Cluster; readonly member: Member } | undefined {
  const member = rows.find(clusterMember, order.key);
  if (!member || member.leftAt !== null) return undefined;
  const cluster = rows.find(appealCluster, member.clusterKey);
  return cluster?.endedAt === null ? { cluster, member } : undefined;
}

/** Those who belong to a cluster now, in the order in which they came. */
export function membersOf({ rows }: Pick<HandlerInput, 'rows'>, cluster: Cluster): readonly Member[] {
  return rows
    .list(clusterMember, 'byCluster', [cluster.key])
    .filter(({ leftAt }) => leftAt === null)
    .sort((a, b) => a.joinedAt - b.joinedAt || a.key - b.key);
}

/** A cluster with one order more; who comes when the time of a batch is over begins the next batch. */
export function joined(
  input: HandlerInput,
  cluster: Cluster,
  orderKey: number,
): { cluster: Cluster; change: RowChange } {
  const isNext = cluster.members > 0 && input.now - cluster.batchAt >= clusterWindow(input);
  const batch = isNext ? cluster.batch + 1 : cluster.batch;
  const known = input.rows.find(clusterMember, orderKey);
  return {
    cluster: { ...cluster, members: cluster.members + 1, batch, batchAt: isNext ? input.now : cluster.batchAt },
    change: put(clusterMember, {
      revision: 0,
      ...known,
      key: orderKey,
      tenantId: input.tenantId,
      clusterKey: cluster.key,
      batch,
      joinedAt: input.now,
      leftAt: null,
      leftBecause: null,
      answeredAt: null,
    }),
  };
}

/** How long people who appeal about one matter count as appealing together, in ms. */
export function clusterWindow(input: HandlerInput): number {
  return Number(setting(input, 'cluster_hours') ?? 72) * 3_600_000;
}

/** The kind a cluster has grown into; it never shrinks back. */
export function kindFor(input: HandlerInput, cluster: Pick<Cluster, 'kind' | 'members'>): ClusterKind {
  return cluster.kind === 'mass' || cluster.members >= Number(setting(input, 'mass_minimum') ?? 10) ? 'mass' : 'multi';
}

/** Who must know that an appeal has become a mass appeal: the leading team takes charge, public opinion is watched. */
export function massMessages(order: Order): readonly ThrownMessage[] {
  return ['party_secretary', 'deputy_leader', 'response_office'].map((role) => toStaff(order, 'mass_appeal', role));
}

/**
 * What it means for its cluster that an order leaves it: a parent hands the lead to the one who came next; the last one dissolves it. The order's own row is the
 * caller's to change.
 */
export function leaving(input: HandlerInput, order: Order, because: LeaveReason): Part {
  const found = clusterOf(input, order);
  if (!found) return NOTHING;
  const { cluster, member } = found;
  const others = membersOf(input, cluster).filter(({ key }) => key !== order.key);
  const led = cluster.parentOrderKey === order.key;
  const next = led ? others.find(({ key }) => input.rows.find(workOrder, key)?.state === 'merged') : undefined;
  const isLast = others.length === 0 || (led && next === undefined);
  const parentOrderKey = next?.key ?? cluster.parentOrderKey;
  return {
    changes: [
      put(clusterMember, { ...member, leftAt: input.now, leftBecause: because }),
      put(appealCluster, {
        ...cluster,
        parentOrderKey,
        members: cluster.members - 1,
        representatives: cluster.representatives.filter(({ orderKey }) => orderKey !== order.key),
        ...(isLast && { endedAt: input.now, outcome: 'dissolved' as const }),
      }),
      ...(next ? others.flatMap(({ key }) => follows(input, cluster, key, key === next.key ? null : next.key)) : []),
    ],
    messages: next ? tell(input, next.key, 'LeftCluster', { formerParentKey: order.key }) : [],
    events: [
      { type: 'cluster.left', key: cluster.key, detail: { orderKey: order.key, because } },
      ...(next ? [{ type: 'cluster.led', key: cluster.key, detail: { orderKey: next.key } }] : []),
    ],
  };
}

/** Ends the cluster that an order leads, and tells all that follow it how; nothing when it leads none. */
export function concluding(input: HandlerInput, order: Order, outcome: ClusterOutcome): Part {
  const found = clusterOf(input, order);
  if (found?.cluster.parentOrderKey !== order.key) return NOTHING;
  const { cluster } = found;
  const others = membersOf(input, cluster).filter(({ key }) => key !== order.key);
  return {
    changes: [put(appealCluster, { ...cluster, endedAt: input.now, outcome })],
    messages: others.flatMap(({ key }) => tell(input, key, 'ClusterConcluded', { clusterOutcome: outcome })),
    events: [{ type: 'cluster.ended', key: cluster.key, detail: { outcome, members: cluster.members } }],
  };
}

// helpers

function follows(
  { rows }: HandlerInput,
  { kind }: Cluster,
  orderKey: number,
  parentOrderKey: number | null,
): readonly RowChange[] {
  const order = rows.find(workOrder, orderKey);
  return order ? [changed(order, { parentOrderKey, repeatKind: kind })] : [];
}

function tell(
  { rows }: HandlerInput,
  orderKey: number,
  name: string,
  variables: ThrownMessage['variables'],
): readonly ThrownMessage[] {
  const order = rows.find(workOrder, orderKey);
  return order ? [{ name, correlationKey: order.orderNo, variables }] : [];
}
