import type { Level } from '../../../domain/appeal/appeal-words.ts';
import { dueDate } from '../../../domain/appeal/deadline.ts';
import type { CountingBasis } from '../../../domain/appeal/deadline.ts';
import type { CallbackAnswer } from '../behaviour.ts';
import type { SyntheticFinding } from '../findings.ts';
import type { SyntheticAppeal } from '../synthetic-appeal.ts';
import type { Random } from '../random.ts';
import { orderOf } from './act.ts';
import type { Act, GivenTask } from './act.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * The people around one appeal: what they remember of it, and how long they take. They act as the appeal's behaviour foresees; what it leaves
 * open is drawn from their own stream.
 */
export class People {
  readonly appeal: SyntheticAppeal;
  /** What they found, when nobody had complained. */
  readonly found: SyntheticFinding | null;
  readonly draw: Random;
  readonly #basis: CountingBasis;
  readonly #done = new Set<string>();
  /** What the handler chose last. */
  route = 'done';
  /** Begun closures, each with its own answer to the callback, and the attempts of the last one. */
  readonly closures: number[] = [];
  attempts = 0;
  /** Visits to calm after a hand-down. */
  visits = 0;
  /** When the unit's work began: dispatch, later each order to do it again. */
  #begun = 0;
  #reworks = -1;

  constructor(appeal: SyntheticAppeal, draw: Random, basis: CountingBasis, found: SyntheticFinding | null = null) {
    this.appeal = appeal;
    this.found = found;
    this.draw = draw;
    this.#basis = basis;
  }

  /** True the first time that it is asked. */
  first(what: string): boolean {
    if (this.#done.has(what)) return false;
    this.#done.add(what);
    return true;
  }

  /** Whether the claim comes out true on site. */
  get finding(): 'yes' | 'part' | 'no' {
    const { handedDown, verification } = this.appeal.behaviour;
    return handedDown ? 'no' : verification === 'partial' ? 'part' : 'yes';
  }

  /** What the appellant says in the n-th round of callback, from 0. */
  answer(round: number): CallbackAnswer {
    const { callbacks } = this.appeal.behaviour;
    return callbacks[Math.min(round, 2)] as CallbackAnswer;
  }

  /** The round of callback that belongs to a closure, from 0. */
  roundOf(closure: number): number {
    if (this.closures.at(-1) !== closure) {
      this.closures.push(closure);
      this.attempts = 0;
    }
    return this.closures.length - 1;
  }

  /** After this much time of office hours. */
  working(from: number, ms: number): number {
    return dueDate(
      { startAt: Math.round(from), amount: ms / HOUR, unit: 'working_hours', calendar: 'office' },
      this.#basis,
    ).dueAt;
  }

  /** Does it in office hours, after a time drawn around the median. */
  inOffice({ at }: GivenTask, median: number, variables: Act['variables']): Act {
    return { at: this.working(at, this.draw.lognormal(median, 0.4)), variables };
  }

  /** Urgent orders round the clock, others in office hours. */
  soon(task: GivenTask, median: number, variables: Act['variables']): Act {
    const after = this.draw.lognormal(median, 0.4);
    return { at: isUrgent(task) ? task.at + after / 4 : this.working(task.at, after), variables };
  }

  /**
   * When this share of the handling time is over; in office hours unless urgent, and in time for the order's date unless it is to be late.
   * Whoever does the work again is quicker.
   */
  by(task: GivenTask, share: number): number {
    const { overdue, handleAfter } = this.appeal.behaviour;
    const { at } = task;
    const urgent = isUrgent(task);
    const { reworkCount: reworks, dueAt, dispatchedAt } = orderOf(task);
    if (reworks !== this.#reworks) {
      this.#reworks = reworks;
      this.#begun = reworks === 0 ? (dispatchedAt ?? at) : at;
    }
    const wanted = this.#begun + share * (reworks === 0 ? handleAfter : handleAfter / 3);
    const earliest = Math.max(at + 5 * MINUTE, wanted);
    const fitting = urgent ? earliest : this.working(earliest, 5 * MINUTE);
    if (overdue || dueAt === null || reworks > 0) return fitting;
    // what follows still takes a while: result, review
    return Math.max(
      at + 5 * MINUTE,
      Math.min(fitting, urgent ? dueAt - 0.15 * (dueAt - this.#begun) : this.#lastChance(dueAt)),
    );
  }

  /** The latest moment from which five office hours are left before `dueAt`. */
  #lastChance(dueAt: number): number {
    let latest = dueAt - 12 * HOUR;
    while (this.working(latest, 5 * HOUR) > dueAt) latest -= 6 * HOUR;
    return latest;
  }
}

/** The level that the order has, or will have. */
export function levelOf({ variables, order }: GivenTask): Level {
  const level = variables['level'] ?? order?.level;
  return level === 'L1' || level === 'L2' || level === 'L4' ? level : 'L3';
}

export function isUrgent(task: GivenTask): boolean {
  const level = levelOf(task);
  return level === 'L1' || level === 'L2';
}
