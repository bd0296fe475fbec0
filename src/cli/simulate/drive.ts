import { completeUserTask } from '../../commands/complete-user-task.ts';
import { supplementAppeal } from '../../commands/supplement-appeal.ts';
import { withdrawAppeal } from '../../commands/withdraw-appeal.ts';
import { ROLES } from '../../domain/actor.ts';
import type { Actor } from '../../domain/actor.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CountingBasis } from '../../domain/deadline.ts';
import { Agenda } from './agenda.ts';
import type { SyntheticAppeal } from './generator.ts';
import type { Act } from './people/act.ts';
import { actOn } from './people/acts.ts';
import { People } from './people/people.ts';
import { comingOf } from './people/whistle.ts';
import type { Random } from './random.ts';
import type { Deed, World } from './world.ts';

export interface Driven {
  readonly tasks: number;
  readonly timers: number;
  /** Cases that had not ended when the time was over. */
  readonly open: number;
}

type Event =
  | { readonly kind: 'call'; readonly appeal: SyntheticAppeal }
  | { readonly kind: 'act'; readonly userTaskKey: number; readonly actor: Actor; readonly act: Act }
  | { readonly kind: 'deed'; readonly deed: Deed };

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
  const people = new Map<number, People>();
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
    if (event.kind === 'call') await call(event.appeal);
    else if (event.kind === 'deed') await event.deed(world).catch(unlessTooLate);
    else if (mirror.openTasks.has(event.userTaskKey)) await complete(event);
  }

  async function call(appeal: SyntheticAppeal): Promise<void> {
    called++;
    const { index, behaviour, at } = appeal;
    const { orderKey, orderNo } = await world.register(appeal);
    people.set(orderKey, new People(appeal, options.random.fork(`people ${index}`), options.basis));
    if (behaviour.addsAfter !== null) plan(at + behaviour.addsAfter, supplement(orderNo));
    if (behaviour.withdrawsAfter !== null) plan(at + behaviour.withdrawsAfter, withdraw(orderNo));
  }

  async function complete({ userTaskKey, actor, act }: Event & { readonly kind: 'act' }): Promise<void> {
    await act.before?.(world).catch(unlessTooLate);
    // what was done before may have ended the task
    if (!mirror.openTasks.has(userTaskKey)) return;
    tasks++;
    await world.submit(completeUserTask, { userTaskKey, variables: act.variables }, { actor });
    for (const { at, deed } of act.later ?? []) plan(at, deed);
  }

  function plan(at: number, deed: Deed): void {
    agenda.add(Math.round(at), { kind: 'deed', deed });
  }

  /** A person of the first group that a task is offered to: `registrar`, or `unit:<key>:<role>`. */
  function holderOf([group = 'nobody']: readonly string[]): Actor {
    const [role, unit] = group.split(':').reverse();
    const roles = ROLES.filter((known) => known === role);
    return { ...world.actor, kind: 'person', id: `synthetic ${group}`, roles, unitKey: unit === undefined ? null : Number(unit) };
  }

  /** Gives out what has come up: tasks to the people of their appeal, waits to those who are waited for. */
  function hand(at: number): void {
    for (const { key, elementId, processInstanceKey, candidateGroups } of mirror.takeNewTasks()) {
      const order = mirror.orderOf(processInstanceKey);
      const around = order && people.get(order.key);
      if (order === undefined || around === undefined) throw new Error(`task ${elementId} belongs to no simulated appeal`);
      const variables = mirror.instances.get(processInstanceKey)?.variables ?? {};
      const act = actOn(around, { elementId, at, processInstanceKey, variables, order });
      agenda.add(Math.max(at, act.at), { kind: 'act', userTaskKey: key, actor: holderOf(candidateGroups), act });
    }
    for (const { elementId, processInstanceKey, correlationKey } of mirror.takeNewWaits()) {
      const order = processInstanceKey === null ? undefined : mirror.orderOf(processInstanceKey);
      const around = order && people.get(order.key);
      if (processInstanceKey === null || order === undefined || around === undefined) continue;
      if (elementId === 'await_report') {
        const dueAt = Date.parse(String(mirror.instances.get(processInstanceKey)?.variables['reportDueAt']));
        for (const coming of comingOf(around, at, dueAt, correlationKey)) plan(coming.at, coming.deed);
      } else if (elementId === 'await_supplement') {
        const after = around.appeal.behaviour.supplementAfter;
        if (after !== null && after < ANSWER_WITHIN) plan(at + after, supplement(order.orderNo));
      }
    }
  }
}

// helpers

function supplement(orderNo: string): Deed {
  return ({ submit, actor, seal }) => submit(supplementAppeal, { orderNo, textSealed: seal('【模拟】补充说明') }, { actor });
}

function withdraw(orderNo: string): Deed {
  return ({ submit, actor, seal }) => submit(withdrawAppeal, { orderNo, textSealed: seal('【模拟】补充说明') }, { actor });
}

/** Refusals that real people meet too: the case, whistle, meeting or hand-down is over or elsewhere by now. */
const TOO_LATE = [
  'ERR_ORDER_ENDED',
  'ERR_WHISTLE_STAGE',
  'ERR_ALREADY_REPORTED',
  'ERR_NOT_REPORTED',
  'ERR_CONSULTATION_NOT_FOUND',
  'ERR_AGREEMENT_NOT_FOUND',
  'ERR_HAND_DOWN_STATE',
  'ERR_VERDICT_STANDS',
  'ERR_POINTS_STATE',
  'ERR_DIRECTIVE_STATE',
];

function unlessTooLate(error: unknown): void {
  if (!(error instanceof DomainError) || !TOO_LATE.includes(error.code)) throw error;
}
