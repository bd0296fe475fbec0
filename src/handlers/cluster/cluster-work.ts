import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { appeal, workOrder } from '../../domain/appeal/appeal-tables.ts';
import {
  appealCluster,
  clusterMember,
  TOLD_AT_ONCE,
  type ClusterKind,
  type ClusterOutcome,
  type LeaveReason,
} from '../../domain/cluster/cluster-tables.ts';
import {
  put,
  type HandlerInput,
  type HandlerResult,
  type RowChange,
  type ThrownMessage,
} from '../../domain/process/handler.ts';
import { matterId } from '../../domain/appeal/matter.ts';
import type { RowOf } from '../../domain/table.ts';
import type { WorkOrderState } from '../../domain/appeal/work-order-state.ts';
import { changed, context, isReport, setting, text, toStaff, type Order } from '../order-work.ts';

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

/** Orders that may still join others; whoever sits at a table, was handed down or is suspended keeps to that. */
export const JOINS: readonly WorkOrderState[] = [
  'registered',
  'pending_sign_off',
  'dispatched',
  'signed',
  'return_requested',
  'in_progress',
  'extension_requested',
  'whistled',
];
const LEADS: readonly WorkOrderState[] = [...JOINS, 'in_consultation', 'handed_down', 'suspended'];

/** Verified, in work, no report of wrongdoing, and not in a cluster already. */
export function mayLead(input: HandlerInput, order: Order): boolean {
  const inWork = LEADS.includes(order.state) && order.level !== null && order.reworkCount === 0;
  return inWork && !clusterOf(input, order) && !isReport(input, order);
}

/**
 * The order that the registrar has named (`screening.sameAs`) as being about the same.
 *
 * @throws {@link DomainError} ERR_ORDER_NOT_FOUND
 */
export function orderNamedSame(input: HandlerInput): Order | undefined {
  const orderNo = text(context(input.variables['screening'])['sameAs'])?.trim();
  if (!orderNo) return undefined;
  const named = input.rows.list(workOrder, 'byOrderNo', [input.tenantId, orderNo])[0];
  if (!named) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
  return named;
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
 * What it means for its cluster that an order leaves it: a parent hands the lead to the one who came next; the last one dissolves it. The
 * order's own row is the caller's to change.
 */
export function leaving(input: HandlerInput, order: Order, because: LeaveReason): Part {
  const member = input.rows.find(clusterMember, order.key);
  const cluster = member && input.rows.find(appealCluster, member.clusterKey);
  if (!cluster || member.leftAt !== null) return NOTHING;
  const left = put(clusterMember, { ...member, leftAt: input.now, leftBecause: because });
  const led = cluster.parentOrderKey === order.key;
  // it was still to hear of the result
  if (cluster.endedAt !== null) return led || member.answeredAt !== null ? NOTHING : { ...NOTHING, changes: [left] };
  const next = led ? nextToLead(input, cluster) : undefined;
  const isLast = cluster.members <= 1 || (led && next === undefined);
  const rest: Cluster = {
    ...cluster,
    parentOrderKey: next?.key ?? cluster.parentOrderKey,
    members: cluster.members - 1,
    representatives: cluster.representatives.filter(({ orderKey }) => orderKey !== order.key),
    ...(isLast && { endedAt: input.now, outcome: 'dissolved' as const }),
  };
  const handed = next ? ledBy(input, rest, next) : { cluster: rest, changes: [] };
  return {
    changes: [left, put(appealCluster, handed.cluster), ...handed.changes],
    messages: next
      ? [{ name: 'LeftCluster', correlationKey: next.orderNo, variables: { formerParentKey: order.key } }]
      : [],
    events: [
      { type: 'cluster.left', key: cluster.key, detail: { orderKey: order.key, because } },
      ...(next ? [{ type: 'cluster.led', key: cluster.key, detail: { orderKey: next.key } }] : []),
    ],
  };
}

/**
 * Ends the cluster that an order leads, and tells all that follow it how; nothing when it leads none. Those of a large cluster are told by the
 * clockwork, batch by batch (`tell-followers`), so that no command becomes a long one.
 */
export function concluding(input: HandlerInput, order: Order, outcome: ClusterOutcome): Part {
  const found = clusterOf(input, order);
  if (found?.cluster.parentOrderKey !== order.key) return NOTHING;
  const ended: Cluster = { ...found.cluster, endedAt: input.now, outcome };
  const isLarge = ended.members > TOLD_AT_ONCE;
  const others = isLarge ? [] : membersOf(input, ended).filter(({ key }) => key !== order.key);
  return {
    changes: [put(appealCluster, isLarge ? { ...ended, telling: 'result', toldUpTo: 0 } : { ...ended, telling: null })],
    messages: others.flatMap(({ key }) => concluded(input, key, outcome)),
    events: [{ type: 'cluster.ended', key: ended.key, detail: { outcome, members: ended.members } }],
  };
}

// helpers

/** The one who came first of those who follow. */
function nextToLead(input: HandlerInput, cluster: Cluster): Order | undefined {
  for (const { key } of membersOf(input, cluster)) {
    const order = key === cluster.parentOrderKey ? undefined : input.rows.find(workOrder, key);
    if (order?.state === 'merged') return order;
  }
  return undefined;
}

/** The cluster under its new parent; the followers of a large one learn it from the clockwork. */
function ledBy(
  input: HandlerInput,
  cluster: Cluster,
  parent: Order,
): { cluster: Cluster; changes: readonly RowChange[] } {
  const led = changed(parent, { parentOrderKey: null, repeatKind: cluster.kind });
  if (cluster.members > TOLD_AT_ONCE) return { cluster: { ...cluster, telling: 'lead', toldUpTo: 0 }, changes: [led] };
  const followers = membersOf(input, cluster).flatMap(({ key }) => input.rows.find(workOrder, key) ?? []);
  return {
    cluster,
    changes: [
      led,
      ...followers
        .filter(({ key, state }) => key !== parent.key && state === 'merged')
        .map((order) => changed(order, { parentOrderKey: parent.key, repeatKind: cluster.kind })),
    ],
  };
}

function concluded({ rows }: HandlerInput, orderKey: number, clusterOutcome: ClusterOutcome): readonly ThrownMessage[] {
  const order = rows.find(workOrder, orderKey);
  return order ? [{ name: 'ClusterConcluded', correlationKey: order.orderNo, variables: { clusterOutcome } }] : [];
}
