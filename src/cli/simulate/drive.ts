import { completeUserTask } from '../../commands/complete-user-task.ts';
import { reportIn } from '../../commands/report-in.ts';
import { supplementAppeal } from '../../commands/supplement-appeal.ts';
import { withdrawAppeal } from '../../commands/withdraw-appeal.ts';
import { ROLES } from '../../domain/actor.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Submit } from '../../domain/command.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CountingBasis } from '../../domain/deadline.ts';
import { Agenda } from './agenda.ts';
import type { SyntheticAppeal } from './generator.ts';
import type { Mirror } from './mirror.ts';
import { People } from './people.ts';
import type { Random } from './random.ts';

/** The running host, as a simulation uses it. */
export interface World {
  readonly submit: Submit;
  readonly actor: Actor;
  readonly mirror: Mirror;
  /** Moves the host's clock; it never goes back. */
  moveTo(instant: number): void;
  /** Registers an appeal as the hotline's push does. */
  register(appeal: SyntheticAppeal): Promise<{ readonly orderKey: number; readonly orderNo: string }>;
  /** Encrypts what an appellant says. */
  seal(text: string): string;
  /** Lets the host's own duty fire what is due. @returns how many timers fired */
  fireTimers(): Promise<number>;
}

export interface Driven {
  readonly tasks: number;
  readonly timers: number;
  /** Cases that had not ended when the time was over. */
  readonly open: number;
}

type Event =
  | { readonly kind: 'call'; readonly appeal: SyntheticAppeal }
  | { readonly kind: 'act'; readonly userTaskKey: number; readonly actor: Actor; readonly variables: Readonly<Record<string, unknown>> }
  | { readonly kind: 'arrive'; readonly whistleNo: string; readonly unitKey: number }
  | { readonly kind: 'supplement'; readonly orderNo: string }
  | { readonly kind: 'withdraw'; readonly orderNo: string };

/** How long an appellant may take to answer when asked for what is missing. */
const ANSWER_WITHIN = 3 * 86_400_000;

/**
 * Plays appeals from their first call until nothing is left to do or `until` has come: calls, acts and timers, each in its turn.
 * One thing after another, so that the same appeals always give the same result.
 */
export async function drive(
  world: World,
  appeals: readonly SyntheticAppeal[],
  options: { readonly random: Random; readonly basis: CountingBasis; readonly until: number; tell?(at: number, done: number): void },
): Promise<Driven> {
  const { mirror } = world;
  const agenda = new Agenda<Event>();
  const people = new Map<number, { readonly people: People; readonly appeal: SyntheticAppeal }>();
  let tasks = 0;
  let timers = 0;
  let called = 0;
  for (const appeal of appeals) agenda.add(appeal.at, { kind: 'call', appeal });

  for (;;) {
    const timerAt = mirror.nextTimerAt ?? Infinity;
    const at = Math.min(agenda.next?.at ?? Infinity, timerAt);
    if (at > options.until) break;
    world.moveTo(at);
    if (timerAt <= at) timers += await world.fireTimers();
    else await take((agenda.take() as { what: Event }).what);
    hand(at);
    options.tell?.(at, called);
  }
  return { tasks, timers, open: [...mirror.orders.values()].filter(({ state }) => state !== 'archived').length };

  async function take(event: Event): Promise<void> {
    const { submit, actor } = world;
    if (event.kind === 'call') {
      called++;
      const { appeal, appeal: { index, behaviour } } = event;
      const { orderKey, orderNo } = await world.register(appeal);
      people.set(orderKey, { appeal, people: new People(appeal, options.random.fork(`people ${index}`), options.basis) });
      if (behaviour.addsAfter !== null) agenda.add(Math.round(appeal.at + behaviour.addsAfter), { kind: 'supplement', orderNo });
      if (behaviour.withdrawsAfter !== null) agenda.add(Math.round(appeal.at + behaviour.withdrawsAfter), { kind: 'withdraw', orderNo });
    } else if (event.kind === 'supplement' || event.kind === 'withdraw') {
      const said = { orderNo: event.orderNo, textSealed: world.seal('【模拟】补充说明') };
      const wish = event.kind === 'supplement' ? submit(supplementAppeal, said, { actor }) : submit(withdrawAppeal, said, { actor });
      await wish.catch(unlessEnded);
    } else if (event.kind === 'arrive') {
      const at = { latitude: 40.1, longitude: 117.1, personCount: 3, topRank: 'section_leader' } as const;
      await submit(reportIn, { ...at, whistleNo: event.whistleNo, unitKey: event.unitKey }, { actor }).catch(unlessEnded);
    } else if (mirror.openTasks.has(event.userTaskKey)) {
      tasks++;
      await submit(completeUserTask, { userTaskKey: event.userTaskKey, variables: event.variables }, { actor: event.actor });
    }
  }

  /** A person of the first group that a task is offered to: `registrar`, or `unit:<key>:<role>`. */
  function holderOf([group = 'nobody']: readonly string[]): Actor {
    const [role, unit] = group.split(':').reverse();
    const roles = ROLES.filter((known) => known === role);
    return { ...world.actor, kind: 'person', id: `synthetic ${group}`, roles, unitKey: unit === undefined ? null : Number(unit) };
  }

  /** Gives out what has come up: tasks to the people of their appeal, waits for an answer to the appellant. */
  function hand(at: number): void {
    for (const task of mirror.takeNewTasks()) {
      const order = mirror.orderOf(task.processInstanceKey);
      const around = order && people.get(order.key);
      if (order === undefined || around === undefined) throw new Error(`task ${task.elementId} belongs to no simulated appeal`);
      const variables = mirror.instances.get(task.processInstanceKey)?.variables ?? {};
      const act = around.people.given({ elementId: task.elementId, at, processInstanceKey: task.processInstanceKey, variables, order });
      agenda.add(Math.max(at, act.at), { kind: 'act', userTaskKey: task.key, actor: holderOf(task.candidateGroups), variables: act.variables });
    }
    for (const wait of mirror.takeNewWaits()) {
      if (wait.elementId === 'await_report' && wait.processInstanceKey !== null) arriveLater(at, wait.processInstanceKey, wait.correlationKey);
      if (wait.elementId !== 'await_supplement' || wait.processInstanceKey === null) continue;
      const order = mirror.orderOf(wait.processInstanceKey);
      const after = order && people.get(order.key)?.appeal.behaviour.supplementAfter;
      if (order && after && after < ANSWER_WITHIN) agenda.add(Math.round(at + after), { kind: 'supplement', orderNo: order.orderNo });
    }
  }

  /** A unit that a whistle calls sets out. */
  function arriveLater(at: number, processInstanceKey: number, correlationKey: string): void {
    const [whistleNo = '', unitKey] = correlationKey.split('/');
    const order = mirror.orderOf(processInstanceKey);
    const around = order && people.get(order.key)?.people;
    const dueAt = Date.parse(String(mirror.instances.get(processInstanceKey)?.variables['reportDueAt']));
    const arrivesAt = around?.arrivesAt(at, dueAt);
    if (arrivesAt !== undefined) agenda.add(arrivesAt, { kind: 'arrive', whistleNo, unitKey: Number(unitKey) });
  }
}

// helpers

/** People also call when their case is over; then nothing happens. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof DomainError) || !['ERR_ORDER_ENDED', 'ERR_WHISTLE_STAGE'].includes(error.code)) throw error;
}
