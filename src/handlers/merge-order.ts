import { appeal, party, workOrder } from '../domain/appeal/appeal-tables.ts';
import { appealCluster, recentCaller, type CallerEntry } from '../domain/cluster/cluster-tables.ts';
import { DAY_MS } from '../domain/day.ts';
import { put, type Handler, type HandlerInput, type HandlerResult } from '../domain/process/handler.ts';
import { callerId } from '../domain/appeal/matter.ts';
import { clusterOf, joined, kindFor, massMessages, type Cluster } from './cluster/cluster-work.ts';
import {
  changed,
  context,
  level,
  marked,
  moved,
  orderOf,
  setting,
  toAppellant,
  toStaff,
  type Order,
} from './order-work.ts';

/**
 * Merges the order into the cluster of variable `clusterKey`, whose parent it follows from then on, or else into the earlier order of the same
 * person (`repeat.orderKey`), and tells the appellant how that one stands. Repeats are counted: `difficult_repeats` of them mark the original
 * as difficult; a caller with `excessive_minimum` appeals in 30 days, mostly repeats, is pointed out to the office, no more. Danger that a
 * repeat reports raises the original (`SensitiveUpgrade`). Regulation arts. 11 ¶3(3) and 29.
 */
export const mergeOrder: Handler = {
  jobType: 'merge-order',
  run(input) {
    const order = orderOf(input);
    const key = input.variables['clusterKey'];
    const cluster = typeof key === 'number' ? input.rows.find(appealCluster, key) : undefined;
    return cluster ? intoCluster(input, order, cluster) : intoOriginal(input, order);
  },
};

// helpers

function intoCluster(input: HandlerInput, order: Order, cluster: Cluster): HandlerResult {
  const entry = joined(input, cluster, order.key);
  const grown = { ...entry.cluster, kind: kindFor(input, entry.cluster) };
  const parent = input.rows.find(workOrder, cluster.parentOrderKey);
  const isMassNow = grown.kind === 'mass' && cluster.kind !== 'mass';
  return {
    variables: { outcome: 'clustered' },
    changes: [
      moved(order, 'merged', {
        repeatKind: grown.kind,
        parentOrderKey: cluster.parentOrderKey,
        // the parent carries the clock
        dueAt: null,
      }),
      put(appealCluster, grown),
      entry.change,
      ...(parent && isMassNow ? [changed(parent, { repeatKind: 'mass' })] : []),
    ],
    messages: [
      toAppellant(order, 'joined_cluster'),
      ...(parent && isMassNow ? massMessages(parent) : []),
      ...(parent ? upgrade(input, parent) : []),
    ],
    events: [
      { type: 'cluster.joined', key: cluster.key, detail: { orderKey: order.key, batch: grown.batch } },
      ...(isMassNow ? [{ type: 'cluster.mass', key: cluster.key }] : []),
    ],
  };
}

function intoOriginal(input: HandlerInput, order: Order): HandlerResult {
  const originalKey = context(input.variables['repeat'])['orderKey'];
  const original = typeof originalKey === 'number' ? input.rows.find(workOrder, originalKey) : undefined;
  const counted = original && countRepeat(input, order, original);
  return {
    variables: { outcome: 'merged' },
    changes: [
      moved(order, 'merged', { repeatKind: 'repeat', parentOrderKey: original?.key ?? null, closedAt: input.now }),
      ...(counted?.changes ?? []),
    ],
    messages: [
      toAppellant(order, 'inform_progress'),
      ...(counted?.messages ?? []),
      ...(original ? upgrade(input, leadOf(input, original)) : []),
    ],
    events: counted?.events ?? [],
  };
}

/** Danger found in this appeal goes to the order that is worked on. */
function upgrade(input: HandlerInput, target: Order) {
  const raisedLevel = level(input.variables['alertLevel']);
  if (raisedLevel === null) return [];
  return [{ name: 'SensitiveUpgrade', correlationKey: target.orderNo, variables: { raisedLevel } }];
}

/** The parent when the order follows one, else itself. */
function leadOf(input: HandlerInput, order: Order): Order {
  const parentKey = clusterOf(input, order)?.cluster.parentOrderKey ?? order.key;
  return input.rows.find(workOrder, parentKey) ?? order;
}

function countRepeat(input: HandlerInput, order: Order, original: Order): Required<Omit<HandlerResult, 'variables'>> {
  const received = input.rows.find(appeal, order.key);
  const phoneHash = received && input.rows.find(party, received.partyKey)?.phoneHash;
  const caller = phoneHash ? input.rows.find(recentCaller, callerId(input.tenantId, phoneHash)) : undefined;
  const appeals = (caller?.appeals ?? []).map((entry): CallerEntry =>
    entry.orderKey === order.key ? { ...entry, repeatOf: original.key } : entry,
  );
  const isDifficult =
    !original.marks.includes('difficult') &&
    appeals.filter(({ repeatOf }) => repeatOf === original.key).length >= number(input, 'difficult_repeats', 3);
  const isExcessive = !original.marks.includes('excessive_candidate') && tooMany(input, appeals);
  const marks = marked(
    original,
    ...(isDifficult ? (['difficult'] as const) : []),
    ...(isExcessive ? (['excessive_candidate'] as const) : []),
  );
  return {
    changes: [
      ...(caller ? [put(recentCaller, { ...caller, appeals })] : []),
      ...(isDifficult || isExcessive ? [changed(original, { marks })] : []),
    ],
    messages: [
      toStaff(original, 'repeated', original.ownerUnitKey ?? 'response_office'),
      ...(isDifficult ? [toStaff(original, 'difficult_order', 'response_office')] : []),
      ...(isExcessive ? [toStaff(original, 'excessive_candidate', 'response_office')] : []),
    ],
    events: [
      { type: 'order.repeated', key: original.key, detail: { by: order.key } },
      ...(isDifficult ? [{ type: 'order.difficult', key: original.key }] : []),
      ...(isExcessive ? [{ type: 'order.excessive-candidate', key: original.key }] : []),
    ],
  };
}

function tooMany(input: HandlerInput, appeals: readonly CallerEntry[]): boolean {
  const near = appeals.filter(({ at }) => at > input.now - 30 * DAY_MS);
  const repeats = near.filter(({ repeatOf }) => repeatOf !== null).length;
  return (
    near.length >= number(input, 'excessive_minimum', 8) &&
    repeats * 100 >= near.length * number(input, 'excessive_repeat_percentage', 60)
  );
}

function number(input: HandlerInput, name: string, otherwise: number): number {
  const value = setting(input, name);
  return typeof value === 'number' ? value : otherwise;
}
