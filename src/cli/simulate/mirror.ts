import { callback, workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Committed } from '../../domain/committed.ts';
import { handDownCase, panelCandidate, panelMember, pointsEntry } from '../../domain/hand-down/hand-down-tables.ts';
import type { VoteStage } from '../../domain/hand-down/hand-down-tables.ts';
import { incident, processInstance, subscription, timer, userTask } from '../../domain/process/process-tables.ts';
import type { TableSpec, RowOf } from '../../domain/table.ts';
import { Agenda } from './agenda.ts';

/** What the simulated people can see of the host: the rows they act on, as the commit loop tells them; nothing is searched. */
export class Mirror {
  readonly orders = new Map<number, RowOf<typeof workOrder>>();
  readonly callbacks = new Map<number, RowOf<typeof callback>>();
  readonly instances = new Map<number, RowOf<typeof processInstance>>();
  readonly openTasks = new Map<number, RowOf<typeof userTask>>();
  /** How each order's case ended, by order: the variable `outcome` of its root process. */
  readonly endings = new Map<number, string>();
  readonly incidents = new Map<number, RowOf<typeof incident>>();
  readonly #handDowns = new Map<number, RowOf<typeof handDownCase>>();
  readonly #candidates = new Map<number, RowOf<typeof panelCandidate>>();
  readonly #seats = new Map<number, RowOf<typeof panelMember>>();
  readonly #points = new Map<number, RowOf<typeof pointsEntry>>();
  readonly #timers = new Map<number, number>();
  readonly #timerAgenda = new Agenda<number>();
  #newTasks: RowOf<typeof userTask>[] = [];
  #newWaits: RowOf<typeof subscription>[] = [];
  commands = 0;

  readonly listen = ({ entries, changes }: Committed): void => {
    this.commands += entries.length;
    for (const { table, inserts, updates, removes } of changes) {
      const put = this.#put(table);
      if (put === undefined) continue;
      for (const row of [...inserts, ...updates]) put(row as never);
      if (table === timer) for (const row of removes) this.#timers.delete(row['key'] as number);
    }
  };

  /** When the next timer falls due; undefined when none is set. */
  get nextTimerAt(): number | undefined {
    for (let next = this.#timerAgenda.next; next !== undefined; next = this.#timerAgenda.next) {
      if (this.#timers.get(next.what) === next.at) return next.at;
      // timers that were removed or moved since leave their entry behind
      this.#timerAgenda.take();
    }
    return undefined;
  }

  /** Tasks that have been given out since the last time. */
  takeNewTasks(): readonly RowOf<typeof userTask>[] {
    const tasks = this.#newTasks;
    this.#newTasks = [];
    return tasks;
  }

  /** Places that have begun to wait for a message since the last time. */
  takeNewWaits(): readonly RowOf<typeof subscription>[] {
    const waits = this.#newWaits;
    this.#newWaits = [];
    return waits;
  }

  /** What a process instance is about: the key of its order or finding; of a directive, the first order; else its case's own. */
  subjectOf(processInstanceKey: number): number {
    const { variables, rootProcessInstanceKey } = this.instances.get(processInstanceKey) as RowOf<
      typeof processInstance
    >;
    const [first] = Array.isArray(variables['orderKeys']) ? (variables['orderKeys'] as readonly unknown[]) : [];
    const orderKey = variables['orderKey'] ?? first;
    return typeof orderKey === 'number' ? orderKey : rootProcessInstanceKey;
  }

  /** Who may vote on an order's hand-down: the panel of its round, or the representatives of its village. */
  votersOf(
    orderKey: number,
    stage: VoteStage,
  ): readonly { readonly caseKey: number; readonly round: number; readonly candidateKey: number }[] {
    const kase = this.#handDowns.get(orderKey);
    if (kase === undefined) return [];
    const { key: caseKey, round, villageKey } = kase;
    const seated = [...this.#seats.values()].filter(
      (seat) => seat.caseKey === caseKey && seat.round === round && seat.seat === 'seated',
    );
    const represent = [...this.#candidates.values()].filter(
      (each) => each.villageKey === villageKey && each.category === 'villager_representative',
    );
    const voters = stage === 'panel' ? seated.map(({ candidateKey }) => candidateKey) : represent.map(({ key }) => key);
    return voters.map((candidateKey) => ({ caseKey, round, candidateKey }));
  }

  /** Points that wait for approval. */
  suggestedPointsOf(orderKey: number): readonly number[] {
    return [...this.#points.values()]
      .filter((entry) => entry.orderKey === orderKey && entry.state === 'suggested')
      .map(({ key }) => key);
  }

  #put(table: TableSpec): ((row: never) => void) | undefined {
    switch (table) {
      case handDownCase:
        return (row: RowOf<typeof handDownCase>) => void this.#handDowns.set(row.orderKey, row);
      case panelCandidate:
        return (row: RowOf<typeof panelCandidate>) => void this.#candidates.set(row.key, row);
      case panelMember:
        return (row: RowOf<typeof panelMember>) => void this.#seats.set(row.key, row);
      case pointsEntry:
        return (row: RowOf<typeof pointsEntry>) => void this.#points.set(row.key, row);
      case workOrder:
        return (row: RowOf<typeof workOrder>) => void this.orders.set(row.key, row);
      case callback:
        return (row: RowOf<typeof callback>) => void this.callbacks.set(row.key, row);
      case incident:
        return (row: RowOf<typeof incident>) => void this.incidents.set(row.key, row);
      case processInstance:
        return (row: RowOf<typeof processInstance>) => this.#putInstance(row);
      case userTask:
        return (row: RowOf<typeof userTask>) => this.#putTask(row);
      case timer:
        return (row: RowOf<typeof timer>) => this.#putTimer(row);
      case subscription:
        return (row: RowOf<typeof subscription>) => void this.#newWaits.push(row);
      default:
        return undefined;
    }
  }

  #putInstance(row: RowOf<typeof processInstance>): void {
    if (row.state === 'ACTIVE') {
      this.instances.set(row.key, row);
      return;
    }
    this.instances.delete(row.key);
    const { orderKey, outcome } = row.variables;
    if (row.parentProcessInstanceKey === null && typeof orderKey === 'number' && typeof outcome === 'string')
      this.endings.set(orderKey, outcome);
  }

  #putTask(row: RowOf<typeof userTask>): void {
    if (row.state !== 'CREATED') this.openTasks.delete(row.key);
    else if (!this.openTasks.has(row.key)) this.#newTasks.push(row);
    if (row.state === 'CREATED') this.openTasks.set(row.key, row);
  }

  #putTimer({ key, dueAt }: RowOf<typeof timer>): void {
    if (this.#timers.get(key) === dueAt) return;
    this.#timers.set(key, dueAt);
    this.#timerAgenda.add(dueAt, key);
  }
}
