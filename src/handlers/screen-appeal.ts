import { appeal, party, recentMatter, workOrder } from '../domain/appeal-tables.ts';
import { recentCaller } from '../domain/cluster-tables.ts';
import type { Handler, HandlerInput } from '../domain/handler.ts';
import { callerId, matterId, peopleWithin, recent } from '../domain/matter.ts';
import { isOpen } from '../domain/work-order-state.ts';
import { clusterWindow, openClusterAbout } from './cluster-work.ts';
import { matchFindings } from './finding-match.ts';
import { moved, orderOf, setting, type Order } from './order-work.ts';

const DAY_MS = 86_400_000;

/**
 * Looks for earlier appeals about the same matter, by keyed hash of the phone, category and place; nothing is decrypted. Findings about the
 * same matter learn of it. Without an object only the same person's appeals are taken for the same matter.
 * Sets `repeat`: whether the same person and matter are known, how the original stands, how many people appealed within `cluster_hours`,
 * and whether there is a cluster about it.
 */
export const screenAppeal: Handler = {
  jobType: 'screen-appeal',
  run(input) {
    const order = orderOf(input);
    const received = input.rows.find(appeal, order.key);
    if (!received) return {};
    // a report of wrongdoing is recognised in no other appeal
    const isReport = received.type === 'report';
    const id = matterId(input.tenantId, received);
    const entries = isReport ? [] : recent(input.rows.find(recentMatter, id)?.appeals ?? [], input.now);
    const phoneHash = isReport ? null : (input.rows.find(party, received.partyKey)?.phoneHash ?? null);
    const own = phoneHash === null ? undefined : ownOriginal(input, order, id, phoneHash);
    const originalKey = own?.key ?? entries.findLast(({ orderKey }) => orderKey !== order.key)?.orderKey;
    const original = originalKey === undefined ? undefined : input.rows.find(workOrder, originalKey);
    const isShared = !isReport && received.objectKey !== null;
    const cluster = isShared ? openClusterAbout(input, id) : undefined;
    const near = !isShared ? 1 : peopleWithin(entries, input.now, clusterWindow(input));
    const matched = matchFindings(input, received);
    return {
      changes: [...(order.state === 'supplement_requested' ? [moved(order, 'registered')] : []), ...matched.changes],
      messages: matched.messages,
      variables: {
        repeat: {
          samePerson: own !== undefined,
          sameMatter: original !== undefined,
          original: original ? standing(input, original) : 'none',
          people: Math.max(near, cluster ? cluster.members + 1 : 0),
          orderKey: original?.key ?? null,
          cluster: cluster?.kind ?? 'none',
        },
      },
    };
  },
};

// helpers

/** The newest appeal of the same person about the same matter that was more than a repeat. */
function ownOriginal(input: HandlerInput, order: Order, matter: string, phoneHash: string): Order | undefined {
  const caller = input.rows.find(recentCaller, callerId(input.tenantId, phoneHash));
  const last = caller?.appeals.findLast((entry) => entry.matter === matter && entry.orderKey !== order.key);
  const key = last && (last.repeatOf ?? last.orderKey);
  return key === undefined ? undefined : input.rows.find(workOrder, key);
}

/** Closed appeals count for `repeat_days`. */
function standing(input: HandlerInput, { state, closedAt, archivedAt }: Order): 'open' | 'closed_30d' | 'none' {
  if (isOpen(state) || closedAt === null) return archivedAt === null ? 'open' : 'none';
  const days = Number(setting(input, 'repeat_days') ?? 30);
  return closedAt > input.now - days * DAY_MS ? 'closed_30d' : 'none';
}
