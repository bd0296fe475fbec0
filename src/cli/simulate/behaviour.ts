import type { Level, Satisfaction } from '../../domain/appeal/appeal-words.ts';
import type { CategoryProfile } from './categories.ts';
import type { Preset } from './presets.ts';
import type { Random } from './random.ts';
import { SATISFIED_WHEN_RESOLVED, resolutionOf, satisfactionWhenUnresolved } from './three-rates.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Share of whistles that the categories' probability really becomes: most cross-department matters are settled by telephone. */
const WHISTLE_SCALE = 0.35;

/** Why the hotline's screening does not accept an appeal; `accept` is the rule. */
export type Screening =
  | 'accept'
  | 'emergency'
  | 'legal_channel'
  | 'petition'
  | 'in_process'
  | 'secret'
  | 'out_of_area'
  | 'beyond_duty'
  | 'immoral'
  | 'linked'
  | 'same_case';
export type ObjectionRuling = 'upheld' | 'co_assigned' | 'rejected';
export type Verification = 'true' | 'partial' | 'false';

/** What the appellant says when called back. */
export interface CallbackAnswer {
  /** The attempt (1…3) that is answered; null when nobody ever picks up. */
  readonly reachedAt: number | null;
  readonly contacted: boolean;
  readonly resolved: boolean;
  readonly satisfaction: Satisfaction;
}

/** How the people around one appeal will act: all of it drawn before anything happens, so the process cannot change the dice. */
export interface Behaviour {
  readonly screening: Screening;
  /** False when place or matter is missing and the appellant must be asked. */
  readonly complete: boolean;
  /** Whether the appellant then supplies it, and after how long (ms). */
  readonly supplementAfter: number | null;
  /** When the appellant adds something unasked, or wants to withdraw, after the call (ms); null: never. */
  readonly addsAfter: number | null;
  readonly withdrawsAfter: number | null;
  /** The level that category and circumstances call for. */
  readonly level: Level;
  /** ms from arrival in somebody's list to the act; registering, signing off, signing for. */
  readonly registerAfter: number;
  readonly signOffAfter: number;
  readonly signAfter: number;
  readonly contactAfter: number;
  /** ms of handling after the order has been signed for, before it is cut or stretched by its limit. */
  readonly handleAfter: number;
  readonly overdue: boolean;
  readonly objection: ObjectionRuling | null;
  readonly extension: 'granted' | 'refused' | null;
  readonly suspended: boolean;
  readonly whistled: boolean;
  readonly handedDown: boolean;
  /** Whether a quarrel between neighbours ends in doubt about the claim. */
  readonly doubted: boolean;
  readonly verification: Verification;
  /** One answer per round of callback: the first, after the first rework, after the second. */
  readonly callbacks: readonly [CallbackAnswer, CallbackAnswer, CallbackAnswer];
  /** Whether the claim is reasonable, as the response office sees an unresolved one. */
  readonly reasonable: boolean;
  /** Whether an unresolved case is so for objective reasons (no owner, no money, court pending). */
  readonly objectiveLimit: boolean;
}

/** Limit of each level in ms; the last two count whole days, the day of dispatch not counted. */
export const LEVEL_LIMIT: Readonly<Record<Level, number>> = { L1: 2 * HOUR, L2: 24 * HOUR, L3: 7 * DAY, L4: 15 * DAY };

/** Median and spread (of the logarithm) of the handling time. */
const HANDLING: Readonly<Record<Level, readonly [median: number, sigma: number]>> = {
  L1: [55 * MINUTE, 0.5],
  L2: [9 * HOUR, 0.6],
  L3: [3.2 * DAY, 0.6],
  L4: [8.5 * DAY, 0.5],
};
const OVERDUE = 0.02;
const FIRST_CONTACT: Readonly<Record<Level, number>> = { L1: 30 * MINUTE, L2: 2 * HOUR, L3: DAY, L4: DAY };
const SIGN: Readonly<Record<Level, number>> = { L1: 10 * MINUTE, L2: 30 * MINUTE, L3: 4 * HOUR, L4: 4 * HOUR };
const EXTENSION: Readonly<Record<Level, number>> = { L1: 0, L2: 0, L3: 0.04, L4: 0.14 };

const SCREENING: readonly (readonly [Screening, number])[] = [
  ['emergency', 0.5],
  ['legal_channel', 1],
  ['petition', 0.7],
  ['in_process', 0.8],
  ['beyond_duty', 0.4],
  ['out_of_area', 0.2],
  ['secret', 0.1],
  ['immoral', 0.3],
  // accepted, but not alone
  ['linked', 1],
  ['same_case', 0.5],
  ['accept', 94.5],
];

/** Draws how one appeal will go. */
export function behaviourOf(category: CategoryProfile, preset: Preset, year: number, random: Random): Behaviour {
  const level = random.chance(category.emergency) ? 'L1' : category.level;
  const complete = !random.chance(0.03);
  const overdue = random.chance(OVERDUE);
  const resolution = resolutionOf(year, category.resolution);
  const answer = (rate: number): CallbackAnswer => callbackAnswer(rate, satisfactionWhenUnresolved(year), random);
  return {
    screening: random.weighted(SCREENING),
    complete,
    supplementAfter: random.chance(0.8) ? random.lognormal(6 * HOUR, 0.8) : null,
    addsAfter: random.chance(0.04) ? random.lognormal(DAY, 0.8) : null,
    withdrawsAfter: random.chance(0.01) ? random.lognormal(1.5 * DAY, 0.8) : null,
    level,
    registerAfter: random.lognormal(4 * MINUTE, 0.5),
    signOffAfter: random.lognormal(level === 'L1' || level === 'L2' ? 12 * MINUTE : 50 * MINUTE, 0.6),
    signAfter: within(SIGN[level], 0.96, random),
    contactAfter: within(FIRST_CONTACT[level], 0.975, random),
    handleAfter: handlingTime(level, overdue, random),
    overdue,
    objection: random.chance(0.036)
      ? random.weighted<ObjectionRuling>([
          ['upheld', 40],
          ['co_assigned', 20],
          ['rejected', 40],
        ])
      : null,
    extension: random.chance(EXTENSION[level]) ? (random.chance(0.85) ? 'granted' : 'refused') : null,
    suspended: random.chance(0.015),
    whistled: random.chance(category.whistle * WHISTLE_SCALE),
    handedDown: preset.terrain !== 'urban' && random.chance(Math.min(1, category.handDown * preset.handDownScale)),
    doubted: preset.terrain !== 'urban' && random.chance(0.4),
    verification: random.weighted<Verification>([
      ['true', 94.5],
      ['partial', 4],
      ['false', 1.5],
    ]),
    // whoever comes back from rework has been heard twice: most are content then
    callbacks: [answer(resolution), answer(Math.max(resolution, 0.85)), answer(Math.max(resolution, 0.9))],
    reasonable: random.chance(0.7),
    objectiveLimit: random.chance(0.15),
  };
}

// helpers

/** A time that stays within `limit` with probability `p`; else up to half as long again. */
function within(limit: number, p: number, random: Random): number {
  return random.chance(p) ? limit * (0.05 + 0.9 * random.next() ** 2) : limit * (1.02 + 0.5 * random.next());
}

/** Log-normal, cut at the limit: people hurry when it comes near. The few that are late anyway are late by up to a half. */
function handlingTime(level: Level, overdue: boolean, random: Random): number {
  const limit = LEVEL_LIMIT[level];
  if (overdue) return limit * (1.02 + 0.5 * random.next());
  const [median, sigma] = HANDLING[level];
  const time = random.lognormal(median, sigma);
  return time < 0.95 * limit ? time : limit * (0.6 + 0.35 * random.next());
}

function callbackAnswer(resolution: number, whenUnresolved: number, random: Random): CallbackAnswer {
  const reached = random.chance(0.88);
  const attempt = random.weighted([
    [1, 70],
    [2, 20],
    [3, 10],
  ]);
  const resolved = random.chance(resolution);
  const satisfied = random.chance(resolved ? SATISFIED_WHEN_RESOLVED : whenUnresolved);
  const basically = random.chance(0.05);
  return {
    reachedAt: reached ? attempt : null,
    contacted: random.chance(0.985),
    resolved,
    satisfaction: satisfied ? (basically ? 'basically_satisfied' : 'satisfied') : 'dissatisfied',
  };
}
