import { completeUserTask } from '../../commands/process/complete-user-task.ts';
import { supplementAppeal } from '../../commands/appeal/supplement-appeal.ts';
import { withdrawAppeal } from '../../commands/appeal/withdraw-appeal.ts';
import { ROLES } from '../../domain/actor.ts';
import type { Actor } from '../../domain/actor.ts';
import { DAY_MS } from '../../domain/day.ts';
import { DomainError } from '../../domain/errors.ts';
import type { CountingBasis } from '../../domain/appeal/deadline.ts';
import type { processInstance } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import { Agenda } from './agenda.ts';
import type { SyntheticAppeal } from './synthetic-appeal.ts';
import type { SyntheticFinding } from './findings.ts';
import type { Act } from './people/act.ts';
import { actOn } from './people/acts.ts';
import type { Forms } from './people/by-form.ts';
import { hotlineAnswer } from './people/closure.ts';
import { HOTLINE_WAITS, hotlineNotices, hotlineRuling } from './people/hotline.ts';
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
  | { readonly kind: 'find'; readonly finding: SyntheticFinding }
  | { readonly kind: 'act'; readonly userTaskKey: number; readonly actor: Actor; readonly act: Act }
  | { readonly kind: 'deed'; readonly deed: Deed };

/** What happens to a township by itself. */
export interface Happenings {
  readonly appeals: readonly SyntheticAppeal[];
  readonly findings: readonly SyntheticFinding[];
}

/** How long an appellant may take to answer when asked for what is missing. */
const ANSWER_WITHIN = 3 * DAY_MS;

/**
 * Plays appeals and findings until nothing is left to do or `until` has come: calls, acts and timers, each in its turn.
 * One thing after another, so that the same appeals always give the same result.
 */
export async function drive(
  world: World,
  { appeals, findings }: Happenings,
  options: {
    readonly random: Random;
    readonly basis: CountingBasis;
    readonly forms: Forms;
    readonly until: number;
    tell?(at: number, done: number): void;
  },
): Promise<Driven> {
  const { mirror } = world;
  const agenda = new Agenda<Event>();
  /** By the key of their order or finding. */
  const people = new Map<number, People>();
  let tasks = 0;
  let timers = 0;
  let called = 0;
  for (const appeal of appeals) agenda.add(appeal.at, { kind: 'call', appeal });
  for (const finding of findings) agenda.add(finding.at, { kind: 'find', finding });

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
    else if (event.kind === 'find') await find(event.finding);
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

  async function find(finding: SyntheticFinding): Promise<void> {
    const { findingKey } = await world.report(finding);
    const random = options.random.fork(`finding ${finding.index}`);
    const about = { ...calm(random.pick(appeals)), category: finding.category };
    people.set(findingKey, new People(about, random, options.basis, finding));
  }

  /** The people around a case. One that no call began (a cluster's, a whistle of one's own) has people like those of another. */
  function around(subject: number): People {
    const known = people.get(subject);
    if (known !== undefined) return known;
    const random = options.random.fork(`subject ${subject}`);
    const others = new People(calm(random.pick(appeals)), random, options.basis);
    people.set(subject, others);
    return others;
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

  /** A person of a group that a task is offered to: `registrar`, or `unit:<key>:<role>`. */
  function holderOf(group = 'nobody'): Actor {
    const [role, unit] = group.split(':').reverse();
    const roles = ROLES.filter((known) => known === role);
    return {
      ...world.actor,
      kind: 'person',
      id: `synthetic ${group}`,
      roles,
      unitKey: unit === undefined ? null : Number(unit),
    };
  }

  /** Gives out what has come up: tasks to the people of their case, waits to those who are waited for. */
  function hand(at: number): void {
    for (const { key, elementId, processInstanceKey, candidateGroups, formId } of mirror.takeNewTasks()) {
      const { variables, processDefinitionKey } = mirror.instances.get(processInstanceKey) as RowOf<
        typeof processInstance
      >;
      const subject = mirror.subjectOf(processInstanceKey);
      const order = mirror.orders.get(subject) ?? null;
      const processId = world.processOf(processDefinitionKey);
      if (elementId === 'sign' && order !== null && around(subject).first('notices'))
        for (const { at: then, deed } of hotlineNotices(around(subject), order)) plan(then, deed);
      const act = actOn(
        around(subject),
        { processId, elementId, at, processInstanceKey, variables, order },
        options.forms.get(formId ?? '') ?? [],
      );
      for (const { at: then, deed } of act.meanwhile ?? []) plan(then, deed);
      const actor = holderOf(candidateGroups[act.group ?? 0] ?? candidateGroups[0]);
      agenda.add(Math.max(at, act.at), { kind: 'act', userTaskKey: key, actor, act });
    }
    for (const { elementId, processInstanceKey, correlationKey } of mirror.takeNewWaits()) {
      const instance = processInstanceKey === null ? undefined : mirror.instances.get(processInstanceKey);
      if (instance !== undefined) wait(elementId, instance, correlationKey, at);
    }
  }

  function wait(
    elementId: string | null,
    instance: RowOf<typeof processInstance>,
    correlationKey: string,
    at: number,
  ): void {
    const subject = mirror.subjectOf(instance.key);
    const order = mirror.orders.get(subject);
    const asked = HOTLINE_WAITS[elementId ?? ''];
    if (asked !== undefined) {
      const ruling = hotlineRuling(around(subject), asked, at);
      if (ruling !== null) plan(ruling.at, ruling.deed);
    } else if (elementId === 'await_report') {
      const dueAt = Date.parse(String(instance.variables['reportDueAt']));
      for (const coming of comingOf(around(subject), at, dueAt, correlationKey)) plan(coming.at, coming.deed);
    } else if (elementId === 'await_supplement' && order !== undefined) {
      const after = around(subject).appeal.behaviour.supplementAfter;
      if (after !== null && after < ANSWER_WITHIN) plan(at + after, supplement(order.orderNo));
    } else if (elementId === 'callback_result' && order !== undefined) {
      const answer = hotlineAnswer(around(subject), instance.key, order.orderNo);
      if (answer !== null) plan(at + answer.after, answer.deed);
    }
  }
}

// helpers

/** Somebody's appeal whose case takes no turns of its own. */
function calm(appeal: SyntheticAppeal): SyntheticAppeal {
  const { behaviour } = appeal;
  const turns = {
    screening: 'accept',
    complete: true,
    objection: null,
    extension: null,
    suspended: false,
    handedDown: false,
  } as const;
  return { ...appeal, docket: null, source: 'grid', behaviour: { ...behaviour, ...turns } };
}

function supplement(orderNo: string): Deed {
  return ({ submit, actor, seal }) =>
    submit(supplementAppeal, { orderNo, textSealed: seal('【模拟】补充说明') }, { actor });
}

function withdraw(orderNo: string): Deed {
  return ({ submit, actor, seal }) =>
    submit(withdrawAppeal, { orderNo, textSealed: seal('【模拟】补充说明') }, { actor });
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
  'ERR_CALLBACK_STATE',
  'ERR_EXCLUSION_STATE',
  'ERR_HOTLINE_RULED',
];

function unlessTooLate(error: unknown): void {
  if (!(error instanceof DomainError) || !TOO_LATE.includes(error.code)) throw error;
}
