import { appeal, recentMatter, workOrder } from '../domain/appeal-tables.ts';
import { appealCluster, type ClusterKind } from '../domain/cluster-tables.ts';
import { put, type Handler, type HandlerInput, type HandlerResult } from '../domain/handler.ts';
import { peopleWithin } from '../domain/matter.ts';
import { openClusterAbout } from '../domain/repeat.ts';
import type { WorkOrderState } from '../domain/work-order-state.ts';
import { clusterOf, clusterWindow, joined, kindFor, massMessages, matterOf, type Cluster } from './cluster-work.ts';
import { changed, context, orderOf, setting, text, toStaff, type Order } from './order-work.ts';

/** Orders that may still join others; whoever sits at a table, was handed down or is suspended keeps to that. */
const JOINS: readonly WorkOrderState[] = [
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

/**
 * What table D09 means for an appeal that several people share: it follows the cluster about its matter, or with the earlier orders makes one,
 * of which the earliest is the parent (`MergedIntoCluster` goes to the others). Sets `clusterRole`: `member`, `parent` or `none`, and for a
 * linked appeal the unit of the earlier order.
 *
 * @see Regulation art. 11; 《信访工作条例》 art. 20
 */
export const joinCluster: Handler = {
  jobType: 'join-cluster',
  run(input) {
    const order = orderOf(input);
    const outcome = text(context(input.variables['d09'])['outcome']);
    const matter = input.rows.find(appeal, order.key)?.type === 'report' ? undefined : matterOf(input, order);
    if (matter === undefined || (outcome !== 'multi' && outcome !== 'mass' && outcome !== 'batch')) return role('none');
    if (clusterOf(input, order)?.cluster.parentOrderKey === order.key) return role('parent');
    const open = openClusterAbout(input.rows, matter);
    if (open) return role('member', { variables: { clusterKey: open.key } });
    return form(input, order, matter, outcome === 'mass' ? 'mass' : 'multi');
  },
};

// helpers

function role(clusterRole: 'none' | 'member' | 'parent', result: HandlerResult = {}): HandlerResult {
  return { ...result, variables: { ...result.variables, clusterRole } };
}

function form(input: HandlerInput, order: Order, matter: string, kind: ClusterKind): HandlerResult {
  const found = input.rows.find(recentMatter, matter);
  const near = (found?.appeals ?? []).filter(({ at }) => at > input.now - clusterWindow(input));
  const earlier = near.flatMap(({ orderKey }) => {
    const each = orderKey === order.key ? undefined : input.rows.find(workOrder, orderKey);
    return each && mayLead(input, each) ? [each] : [];
  });
  // alone it is no cluster, unless many came at once
  if (earlier.length === 0 && kind === 'multi' && !isCrowd(input, near)) return role('none');
  const parent = earlier[0] ?? order;
  const empty: Cluster = {
    key: input.nextKey(),
    revision: 0,
    tenantId: input.tenantId,
    kind,
    matter,
    parentOrderKey: parent.key,
    members: 0,
    batch: 1,
    batchAt: input.now,
    representatives: [],
    leader: null,
    formedAt: input.now,
    endedAt: null,
    outcome: null,
    telling: null,
    toldUpTo: 0,
  };
  const first = joined(input, empty, parent.key);
  const cluster = { ...first.cluster, kind: kindFor(input, first.cluster) };
  return role(parent === order ? 'parent' : 'member', {
    variables: { clusterKey: cluster.key },
    changes: [
      put(appealCluster, cluster),
      first.change,
      changed(parent, { repeatKind: cluster.kind }),
      put(recentMatter, { revision: 0, appeals: [], ...found, id: matter, clusterKey: cluster.key }),
    ],
    messages: [
      toStaff(parent, 'cluster_formed', parent.ownerUnitKey ?? 'response_office'),
      ...(cluster.kind === 'mass' ? massMessages(parent) : []),
      ...earlier
        .filter((each) => each !== parent && JOINS.includes(each.state))
        .map(({ orderNo }) => ({
          name: 'MergedIntoCluster',
          correlationKey: orderNo,
          variables: { clusterKey: cluster.key },
        })),
    ],
    events: [{ type: 'cluster.formed', key: cluster.key, detail: { kind: cluster.kind, parentOrderKey: parent.key } }],
  });
}

/** Verified, in work, and not in a cluster already. */
function mayLead(input: HandlerInput, order: Order): boolean {
  return LEADS.includes(order.state) && order.level !== null && order.reworkCount === 0 && !clusterOf(input, order);
}

function isCrowd(input: HandlerInput, near: Parameters<typeof peopleWithin>[0]): boolean {
  return peopleWithin(near, input.now, clusterWindow(input)) >= Number(setting(input, 'cluster_minimum') ?? 3);
}
