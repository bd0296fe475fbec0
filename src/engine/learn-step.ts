import type { GuardAnswers } from '../domain/process/engine-facts.ts';
import type { Guard, Slot, StepOutcome } from '../domain/process/engine-port.ts';
import { hashOf } from './canonical.ts';
import { elementOf, keptSlots, type OpenSlots } from './open-slots.ts';
import { type LoadedUnit, Session } from './session.ts';

/** A canonical state longer than this (in characters) is refused. */
const MAX_STATE_LENGTH = 256 * 1024;
/** A state settles at the first or second thaw; more means that the library does not recover it faithfully. */
const MAX_THAWS = 4;

export interface StepRequest {
  /** Canonical state with the ids of its slots as the host knows them; null to begin. */
  readonly from: { readonly text: string; readonly slotIds: readonly string[] } | null;
  readonly at: string | null;
  /** Answers to the first guards; the rest is tried both ways. */
  readonly answers: readonly boolean[];
  /** How many ways through the guards to try, at least 1. */
  readonly maxBranches: number;
}

/** One way through the guards of a step. `next` is null when no token is left, or when the step failed. */
export interface Branch {
  readonly answers: GuardAnswers;
  readonly next: SettledState | null;
  readonly outcome: Omit<StepOutcome, 'state' | 'slots'>;
}

export interface SettledState {
  readonly hash: string;
  readonly text: string;
  readonly slots: readonly Slot[];
}

/** States of a unit that have been settled before, by the hash of the text before settling. */
export type SettledStates = Map<string, SettledState>;

/** Asks bpmn-engine what a step does, for the given answers first and then for others. */
export function learnStep(unit: LoadedUnit, settled: SettledStates, request: StepRequest): Branch[] {
  const branches: Branch[] = [];
  const todo: (readonly boolean[])[] = [request.answers];
  for (let given = todo.shift(); given && branches.length < request.maxBranches; given = todo.shift()) {
    const branch = takeStep(unit, settled, request, given);
    branches.push(branch);
    const answers = branch.answers.map(([, answer]) => answer);
    for (let i = given.length; i < answers.length; i++) todo.push([...answers.slice(0, i), !answers[i]]);
  }
  return branches;
}

function takeStep(
  unit: LoadedUnit,
  settled: SettledStates,
  { from, at }: StepRequest,
  given: readonly boolean[],
): Branch {
  const answers: [Guard, boolean][] = [];
  const oracle = (guard: Guard): boolean => {
    const answer = given[answers.length] ?? false;
    answers.push([guard, answer]);
    return answer;
  };
  const refused = (message: string): Branch =>
    failed(answers, { kind: 'limit', elementId: at === null ? unit.source.id : elementOf(at), message });

  let session: Session;
  let before: OpenSlots | undefined;
  if (from) {
    session = Session.thaw(unit, from.text, oracle);
    before = session.open();
    if (idsOf(before.slots) !== from.slotIds.join()) {
      return refused('the state was saved by another version of the engine and cannot be taken up');
    }
    if (at === null || !from.slotIds.includes(at)) return refused(`the state has no slot ${at}`);
    session.signal(at);
  } else {
    const { start, starts } = unit.source;
    const begunAt = at ?? start;
    if (starts.length > 0 && (begunAt === null || !starts.includes(begunAt))) {
      return refused(`expected one of the start events ${starts.join(', ')}, but found ${at ?? 'none'}`);
    }
    session = Session.begin(unit, starts.length > 1 ? begunAt : null, oracle);
  }
  if (session.failure) return failed(answers, session.failure);
  const next = session.isEnded ? null : settle(unit, settled, session);
  if (typeof next === 'string') return refused(next);
  const kept = before && next && at !== null ? keptSlots(unit.source, before, session.open(), at) : {};
  return { answers, next, outcome: { kept, passed: session.passed, terminated: session.isTerminated } };
}

const idsOf = (slots: readonly Slot[]): string => slots.map(({ id }) => id).join();

const failed = (answers: GuardAnswers, failure: NonNullable<StepOutcome['failure']>): Branch => ({
  answers,
  next: null,
  outcome: { kept: {}, passed: [], terminated: false, failure },
});

/** The state that freezing and thawing no longer changes; a text says why there is none. */
function settle(unit: LoadedUnit, settled: SettledStates, session: Session): SettledState | string {
  const expected = idsOf(session.open().slots);
  let text = session.canonicalText();
  if (text.length > MAX_STATE_LENGTH) return `the state is longer than ${MAX_STATE_LENGTH} characters`;
  const first = hashOf(text);
  const known = settled.get(first);
  if (known) return known;
  for (let thaws = 0; thaws < MAX_THAWS; thaws++) {
    const thawed = Session.thaw(unit, text, () => false);
    const again = thawed.canonicalText();
    if (again !== text) {
      text = again;
      continue;
    }
    const { slots } = thawed.open();
    if (idsOf(slots) !== expected) break;
    const state = { hash: hashOf(text), text, slots };
    settled.set(first, state);
    return state;
  }
  return 'the engine cannot freeze this state';
}
