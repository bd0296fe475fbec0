import { appeal, recentMatter, workOrder, type MatterEntry } from '../../domain/appeal/appeal-tables.ts';
import { appealCluster, type ClusterKind } from '../../domain/cluster/cluster-tables.ts';
import { put, type Handler, type HandlerInput, type HandlerResult } from '../../domain/process/handler.ts';
import { peopleWithin } from '../../domain/appeal/matter.ts';
import { openClusterAbout } from '../../domain/appeal/repeat.ts';
import {
  clusterOf,
  clusterWindow,
  joined,
  JOINS,
  kindFor,
  massMessages,
  matterOf,
  mayLead,
  orderNamedSame,
  type Cluster,
} from '../cluster/cluster-work.ts';
import { changed, context, orderOf, setting, text, toStaff, type Order } from '../order-work.ts';

/**
 * What table D09 means for an appeal that several people share: it follows the cluster about its matter, or with the earlier orders makes one,
 * of which the earliest is the parent (`MergedIntoCluster` goes to the others). An order that the registrar names is the one it follows;
 * where no object is named, nobody else is taken for one of them. Sets `clusterRole`: `member`, `parent` or `none`, and for a
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
    const kind = outcome === 'mass' ? 'mass' : 'multi';
    const named = orderNamedSame(input);
    const known = named && clusterOf(input, named)?.cluster;
    if (known) return role('member', { variables: { clusterKey: known.key } });
    if (named) return mayLead(input, named) ? form(input, order, kind, [named]) : role('none');
    const isNamed = input.rows.find(appeal, order.key)?.objectKey !== null;
    const open = isNamed ? openClusterAbout(input.rows, matter) : undefined;
    if (open) return role('member', { variables: { clusterKey: open.key } });
    const near = isNamed ? nearby(input, matter) : [];
    const earlier = near.flatMap(({ orderKey }) => {
      const each = orderKey === order.key ? undefined : input.rows.find(workOrder, orderKey);
      return each && mayLead(input, each) ? [each] : [];
    });
    // alone it is no cluster, unless many came at once
    if (earlier.length === 0 && kind === 'multi' && !isCrowd(input, near)) return role('none');
    return form(input, order, kind, earlier);
  },
};

// helpers

function role(clusterRole: 'none' | 'member' | 'parent', result: HandlerResult = {}): HandlerResult {
  return { ...result, variables: { ...result.variables, clusterRole } };
}

function nearby(input: HandlerInput, matter: string): readonly MatterEntry[] {
  const entries = input.rows.find(recentMatter, matter)?.appeals ?? [];
  return entries.filter(({ at }) => at > input.now - clusterWindow(input));
}

function form(input: HandlerInput, order: Order, kind: ClusterKind, earlier: readonly Order[]): HandlerResult {
  const parent = earlier[0] ?? order;
  const matter = matterOf(input, parent) ?? '';
  const found = input.rows.find(recentMatter, matter);
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

function isCrowd(input: HandlerInput, near: readonly MatterEntry[]): boolean {
  return peopleWithin(near, input.now, clusterWindow(input)) >= Number(setting(input, 'cluster_minimum') ?? 3);
}
