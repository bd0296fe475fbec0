import { appeal, callback, deadline, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { clusterMember } from '../../domain/cluster/cluster-tables.ts';
import type { Committed } from '../../domain/committed.ts';
import { hotlineNotice, hotlineRequest } from '../../domain/hotline/hotline-tables.ts';
import { conversionRecord, handDownCase } from '../../domain/hand-down/hand-down-tables.ts';
import { userTask } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import type { WorkOrderState } from '../../domain/appeal/work-order-state.ts';
import { whistle } from '../../domain/whistle/whistle-tables.ts';
import { worksheetEntry } from '../../domain/worksheet/worksheet-tables.ts';
import { Reach } from './reached.ts';

/** An instant and the one that must not be later. */
export interface Cause {
  readonly what: string;
  readonly cause: number | null;
  readonly effect: number | null;
}

const STEPS = ['dispatchedAt', 'signedAt', 'firstContactAt', 'feedbackAt', 'closedAt', 'archivedAt'] as const;
type Step = (typeof STEPS)[number];

/** Writes down what happened in which order, for the checks. */
export class Chronicle {
  /** States of each order, one entry for each command that changed it. */
  readonly journeys = new Map<number, WorkOrderState[]>();
  readonly deadlines: RowOf<typeof deadline>[] = [];
  readonly handDowns = new Map<number, RowOf<typeof handDownCase>>();
  readonly conversions = new Map<number, RowOf<typeof conversionRecord>>();
  readonly worksheet = new Map<number, RowOf<typeof worksheetEntry>>();
  readonly requests = new Map<number, RowOf<typeof hotlineRequest>>();
  readonly notices = new Map<number, RowOf<typeof hotlineNotice>>();
  readonly whistles = new Map<number, RowOf<typeof whistle>>();
  readonly reach = new Reach();
  readonly #received = new Map<number, number>();
  readonly #members = new Set<number>();
  /** When each order first came to a step. */
  readonly #steps = new Map<number, Partial<Record<Step, number>>>();
  readonly #causes: Cause[] = [];
  #now = 0;

  readonly listen = ({ entries, changes }: Committed): void => {
    for (const { at, events } of entries) {
      this.#causes.push({ what: '审计 audit', cause: this.#now, effect: at });
      this.#now = at;
      for (const event of events) this.reach.take(event);
    }
    for (const { table, inserts, updates } of changes) {
      const rows = [...inserts, ...updates];
      if (table === workOrder) for (const row of rows) this.#order(row as RowOf<typeof workOrder>);
      if (table === deadline) this.deadlines.push(...(rows as RowOf<typeof deadline>[]));
      if (table === clusterMember) for (const { key } of rows as RowOf<typeof clusterMember>[]) this.#members.add(key);
      if (table === handDownCase) keep(this.handDowns, rows);
      if (table === conversionRecord) keep(this.conversions, rows);
      if (table === worksheetEntry) keep(this.worksheet, rows);
      if (table === whistle) keep(this.whistles, rows);
      if (table === hotlineRequest) keep(this.requests, rows);
      if (table === hotlineNotice) keep(this.notices, rows);
      if (table === appeal)
        for (const { key, receivedAt } of rows as RowOf<typeof appeal>[]) this.#received.set(key, receivedAt);
      if (table === callback) for (const row of rows as RowOf<typeof callback>[]) this.#callback(row);
      if (table === userTask) for (const row of rows as RowOf<typeof userTask>[]) this.#task(row);
    }
  };

  /** Every effect with its cause. */
  causes(): readonly Cause[] {
    const orders = [...this.#steps].flatMap(([key, step]) => [
      ...STEPS.map((name) => ({ what: name, cause: this.#received.get(key) ?? null, effect: step[name] ?? null })),
      { what: 'signedAt', cause: step.dispatchedAt ?? null, effect: step.signedAt ?? null },
      { what: 'firstContactAt', cause: step.dispatchedAt ?? null, effect: step.firstContactAt ?? null },
      // members of a cluster are answered with their parent
      ...(this.#members.has(key)
        ? []
        : [{ what: 'feedbackAt', cause: step.signedAt ?? null, effect: step.feedbackAt ?? null }]),
    ]);
    const dates = this.deadlines.map(({ startAt, dueAt }) => ({ what: 'dueAt', cause: startAt, effect: dueAt }));
    return [...orders, ...dates, ...this.#causes].filter(({ effect }) => effect !== null);
  }

  #order(row: RowOf<typeof workOrder>): void {
    const journey = this.journeys.get(row.key);
    if (journey === undefined) this.journeys.set(row.key, [row.state]);
    else if (journey.at(-1) !== row.state) journey.push(row.state);
    const steps = this.#steps.get(row.key) ?? {};
    for (const step of STEPS) {
      const at = row[step];
      if (at !== null) steps[step] ??= at;
    }
    this.#steps.set(row.key, steps);
  }

  #callback({ orderKey, at }: RowOf<typeof callback>): void {
    const cause = this.#steps.get(orderKey)?.feedbackAt ?? this.#received.get(orderKey) ?? null;
    this.#causes.push({ what: 'callback', cause, effect: at });
  }

  #task({ createdAt, endedAt, elementId }: RowOf<typeof userTask>): void {
    this.#causes.push({ what: elementId, cause: createdAt, effect: endedAt });
  }
}

// helpers

function keep<R extends { readonly key: number }>(kept: Map<number, R>, rows: readonly object[]): void {
  for (const row of rows as readonly R[]) kept.set(row.key, row);
}
