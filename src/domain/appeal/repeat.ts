import { DAY_MS } from '../day.ts';
import { recentMatter, workOrder } from './appeal-tables.ts';
import type { AppealType, Category } from './appeal-words.ts';
import { appealCluster, recentCaller, type ClusterKind } from '../cluster/cluster-tables.ts';
import { callerId, matterId, peopleWithin, recent } from './matter.ts';
import type { RowOf } from '../table.ts';
import { isOpen } from './work-order-state.ts';
import type { ReadSet } from '../working-set.ts';

/** What an appeal is about and who makes it; `orderKey` when it is registered already. */
export interface RepeatQuestion {
  readonly tenantId: string;
  readonly type: AppealType;
  readonly category: Category;
  readonly objectKey: string | null;
  readonly unitKey: number | null;
  readonly phoneHash: string | null;
  readonly orderKey: number | null;
  readonly now: number;
  /** How long people who appeal about one matter count as appealing together, in ms: setting `cluster_hours`. */
  readonly windowMs: number;
  /** How long a closed appeal counts as the original of a repeat: setting `repeat_days`. */
  readonly repeatDays: number;
}

/** What table D09 asks about an appeal; the variable `repeat` of its process. */
export interface RepeatFacts {
  readonly samePerson: boolean;
  readonly sameMatter: boolean;
  readonly original: 'open' | 'closed_30d' | 'none';
  /** Different people within the window, or in the open cluster about it, this one included. */
  readonly people: number;
  /** Different people, this one included, who named no object within the window: perhaps about the same, which the registrar says. */
  readonly possible: number;
  readonly orderKey: number | null;
  readonly cluster: ClusterKind | 'none';
}

/**
 * How an appeal stands to earlier ones about the same matter. Without an object only the same person's appeals are taken for the same matter.
 * A report of wrongdoing is recognised in no other appeal.
 */
export function findRepeat(rows: ReadSet, asked: RepeatQuestion): RepeatFacts {
  const { now, type, objectKey, orderKey } = asked;
  if (type === 'report')
    return {
      samePerson: false,
      sameMatter: false,
      original: 'none',
      people: 1,
      possible: 1,
      orderKey: null,
      cluster: 'none',
    };
  const matter = matterId(asked.tenantId, asked);
  const entries = recent(rows.find(recentMatter, matter)?.appeals ?? [], now);
  const own = ownOriginal(rows, matter, asked);
  const others = objectKey === null ? [] : entries.filter((entry) => entry.orderKey !== orderKey);
  const key = own?.key ?? others.at(-1)?.orderKey;
  const original = key === undefined ? undefined : rows.find(workOrder, key);
  const cluster = objectKey === null ? undefined : openClusterAbout(rows, matter);
  const mine = entries.some((entry) => entry.orderKey === orderKey)
    ? []
    : [{ orderKey: 0, at: now, phoneHash: asked.phoneHash }];
  const around = peopleWithin([...entries, ...mine], now, asked.windowMs);
  const near = objectKey === null ? 1 : around;
  return {
    samePerson: own !== undefined,
    sameMatter: original !== undefined,
    original: original ? standing(original, now, asked.repeatDays) : 'none',
    people: Math.max(near, cluster ? cluster.members + 1 : 0),
    possible: objectKey === null ? around : 1,
    orderKey: original?.key ?? null,
    cluster: cluster?.kind ?? 'none',
  };
}

/** The cluster about a matter that has not ended. */
export function openClusterAbout(rows: ReadSet, matter: string): RowOf<typeof appealCluster> | undefined {
  const key = rows.find(recentMatter, matter)?.clusterKey ?? null;
  const found = key === null ? undefined : rows.find(appealCluster, key);
  return found?.endedAt === null ? found : undefined;
}

// helpers

type Order = RowOf<typeof workOrder>;

/** The newest appeal of the same person about the same matter that was more than a repeat. */
function ownOriginal(rows: ReadSet, matter: string, asked: RepeatQuestion): Order | undefined {
  if (asked.phoneHash === null) return undefined;
  const caller = rows.find(recentCaller, callerId(asked.tenantId, asked.phoneHash));
  const last = caller?.appeals.findLast((entry) => entry.matter === matter && entry.orderKey !== asked.orderKey);
  const key = last && (last.repeatOf ?? last.orderKey);
  return key === undefined ? undefined : rows.find(workOrder, key);
}

function standing({ state, closedAt, archivedAt }: Order, now: number, days: number): RepeatFacts['original'] {
  if (isOpen(state) || closedAt === null) return archivedAt === null ? 'open' : 'none';
  return closedAt > now - days * DAY_MS ? 'closed_30d' : 'none';
}
