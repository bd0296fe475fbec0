import type { AppealSource, AppealType, PlaceKind } from '../../domain/appeal/appeal-words.ts';
import type { Calendar } from '../../domain/reference/calendar.ts';
import { DAY_MS, dayOf, yearOf } from '../../domain/day.ts';
import { arrivals, civil } from './arrivals.ts';
import type { Arrival } from './arrivals.ts';
import { behaviourOf } from './behaviour.ts';
import { bursts } from './bursts.ts';
import type { CategoryProfile } from './categories.ts';
import { personOf, villageName } from './identity.ts';
import type { SyntheticPerson } from './identity.ts';
import { putOnDocket } from './dockets.ts';
import type { Preset } from './presets.ts';
import { randomOf } from './random.ts';
import type { Random } from './random.ts';
import type { Repetition, SyntheticAppeal } from './synthetic-appeal.ts';

export interface GeneratorOptions {
  readonly preset: Preset;
  readonly seed: string;
  /** Whole months to make, 1…120. */
  readonly months: number;
  /** The day after the last one; the months run back from there. */
  readonly asOf: number;
  readonly calendar: Calendar;
  readonly broad?: boolean;
}

/** First day of the period: `months` before `asOf`. */
export function startOfPeriod({ months, asOf }: Pick<GeneratorOptions, 'months' | 'asOf'>): number {
  const { year, month, date } = civil(asOf);
  return Date.UTC(year, month - 1 - months, date) / DAY_MS;
}

/** Whether a village or community, by its index, is a community: they come after the villages. */
export function isCommunity(preset: Preset, index: number): boolean {
  return index >= preset.villages - preset.communities;
}

/**
 * Makes the appeals of a period, in order of arrival. Pure: the same options give the same appeals, byte for byte.
 */
export function generateAppeals(options: GeneratorOptions): SyntheticAppeal[] {
  const { preset } = options;
  const random = randomOf(`${preset.name} ${options.seed}`, options.broad ?? false);
  const from = startOfPeriod(options);
  const calls = [
    ...arrivals(preset, from, options.asOf, random.fork('arrivals'), options.calendar),
    ...bursts(preset, from, options.asOf, random.fork('bursts')),
  ].sort((a, b) => a.at - b.at);
  const appeals: SyntheticAppeal[] = [];
  for (const [index, call] of calls.entries()) {
    const draw = random.fork(`appeal ${index}`);
    const { repetition, earlier } = repetitionOf(appeals, call, draw);
    const repeats = repetition === 'repeat_same' && earlier !== null;
    const person = repeats ? (appeals[earlier] as SyntheticAppeal).person : caller(preset, draw, random);
    const village = earlier === null ? person.village : (appeals[earlier] as SyntheticAppeal).village;
    const source = draw.weighted(SOURCES);
    const complaint =
      earlier === null ? draw.pick(call.category.complaints) : (appeals[earlier] as SyntheticAppeal).title;
    const noPlace = source === 'snap_and_report' && draw.chance(0.12);
    appeals.push({
      index,
      externalNo: `SIM-${preset.name}-${options.seed}-${String(index + 1).padStart(6, '0')}`,
      at: call.at,
      source,
      type: draw.weighted(TYPES),
      category: call.category,
      title: complaint,
      content: `【模拟】${villageName(village)}:${complaint},${draw.fork('words').weighted(URGENCIES)}。`,
      person,
      village,
      placeText: noPlace ? null : person.address,
      placeKind: placeKindOf(call.category, isCommunity(preset, village), draw.fork('place')),
      objectKey: call.burst,
      repetition,
      earlier,
      crowd: draw.fork('crowd').weighted(CROWDS),
      statutoryDays: call.category.id === 'wage_arrears' && draw.fork('law').chance(0.5) ? 60 : null,
      behaviour: behaviourOf(call.category, preset, yearOf(dayOf(call.at)), draw.fork('behaviour')),
      docket: null,
    });
  }
  return putOnDocket(appeals, preset, options.months, options.seed);
}

// helpers

const SOURCES: readonly (readonly [AppealSource, number])[] = [
  ['hotline_12345', 82],
  ['snap_and_report', 5],
  ['grid', 4],
  ['patrol', 2],
  ['service_hall', 3],
  ['hotline_8890', 4],
];

/** How the caller ends; some words make an office listen up. */
const URGENCIES: readonly (readonly [string, number])[] = [
  ['请尽快处理', 970],
  ['家中有独居老人', 10],
  ['再不解决就找媒体', 6],
  ['不解决就越级反映', 4],
  ['已有人堵路', 3],
  ['闻到疑似燃气泄漏', 3],
  ['有人吃了食物中毒', 2],
  ['有人说要跳楼', 2],
];

const CROWDS: readonly (readonly [number, number])[] = [
  [1, 985],
  [6, 10],
  [12, 5],
];

/** As one district's monthly bulletin had them. */
const TYPES: readonly (readonly [AppealType, number])[] = [
  ['complaint', 45.8],
  ['help', 45.3],
  ['consult', 6.5],
  ['suggestion', 1.5],
  ['report', 0.5],
  ['praise', 0.4],
];

const REPETITIONS: readonly (readonly [Repetition, number])[] = [
  ['none', 82.9],
  ['repeat_same', 15],
  ['multi_same', 2],
  ['mass', 0.1],
];

/** An earlier appeal of the same category within the last 200, or the first about the same happening; a first one repeats nothing. */
function repetitionOf(
  before: readonly SyntheticAppeal[],
  call: Arrival,
  draw: Random,
): { repetition: Repetition; earlier: number | null } {
  const recent = before.slice(-200);
  if (call.burst !== null) {
    const first = recent.find(({ objectKey }) => objectKey === call.burst);
    return first === undefined ? { repetition: 'none', earlier: null } : { repetition: 'mass', earlier: first.index };
  }
  const repetition = draw.weighted(REPETITIONS);
  const candidates = recent.filter(({ category, objectKey }) => category === call.category && objectKey === null);
  if (repetition === 'none' || candidates.length === 0) return { repetition: 'none', earlier: null };
  return { repetition, earlier: draw.pick(candidates).index };
}

function placeKindOf({ id }: CategoryProfile, community: boolean, draw: Random): PlaceKind {
  // not everybody names the place as it is
  if (draw.chance(0.02)) return 'other';
  if (id === 'prepaid_card' || id === 'consumer_market') return 'commercial';
  if (id === 'heating' && community) return draw.chance(0.8) ? 'central_heating' : 'residential';
  if (id === 'noise' && draw.chance(0.4)) return 'site';
  if (id === 'transit_signal' || id === 'parking') return 'road';
  return community ? 'residential' : 'rural';
}

/** A few people in a thousand make eight calls in a hundred. */
function caller(preset: Preset, draw: Random, random: Random): SyntheticPerson {
  const insistent = Math.max(1, Math.round(preset.residents * 0.0004));
  const number = draw.chance(0.08) ? draw.integer(insistent) : insistent + draw.integer(preset.residents - insistent);
  return personOf(preset, number, random);
}
