import type { IssueClass } from '../../domain/worksheet/worksheet-words.ts';
import type { Behaviour, CallbackAnswer } from './behaviour.ts';
import { residentOf } from './identity.ts';
import type { Preset } from './presets.ts';
import { Random } from './random.ts';
import type { Docket, SyntheticAppeal } from './synthetic-appeal.ts';

/*
 * Figures that were published: one street's worksheet, one mountain township's hand-downs. Appeals of the period are put on a docket and play
 * the part that the figures give them; all others go as they may.
 */

/** Of 160 issues submitted, 143 entered: 63 urgent, 51 hard, 29 new; 111 were done, 32 not. */
export const WORKSHEET = {
  submitted: 160,
  entered: 143,
  urgent: 63,
  hard: 51,
  new: 29,
  done: 111,
  notDone: 32,
} as const;

/** In four months 40 orders of 22 people were handed down; 16 people, who had 29 of the orders, came to see it. */
export const HAND_DOWNS = { months: 4, orders: 40, persons: 22, convertedPersons: 16, convertedOrders: 29 } as const;

/** Gives appeals their parts. Pure: the same appeals give the same dockets. */
export function putOnDocket(
  appeals: readonly SyntheticAppeal[],
  preset: Preset,
  months: number,
  seed: string,
): SyntheticAppeal[] {
  const random = new Random(`docket ${preset.name} ${seed}`);
  if (preset.name === 'urban_street') return given(appeals, worksheetParts(random), isOrdinary, preset, random);
  if (preset.name === 'mountain_rural') return given(appeals, handDownParts(months), isDoubtful, preset, random);
  return [...appeals];
}

// helpers

function worksheetParts(random: Random): readonly Docket[] {
  const { urgent, hard, new: fresh } = WORKSHEET;
  const classes: readonly IssueClass[] = [
    ...times(urgent, 'urgent' as const),
    ...times(hard, 'hard' as const),
    ...times(fresh, 'new' as const),
  ];
  const entered = shuffled(classes, random).map(
    (issueClass, i) => ({ kind: 'worksheet', issueClass, done: i < WORKSHEET.done }) as const,
  );
  const out = times(WORKSHEET.submitted - WORKSHEET.entered, {
    kind: 'worksheet',
    issueClass: null,
    done: true,
  } as const);
  return shuffled([...entered, ...out], random);
}

/** The same people again every four months. Whoever has two orders has them eleven apart. */
function handDownParts(months: number): readonly Docket[] {
  const { orders, persons, convertedPersons, convertedOrders } = HAND_DOWNS;
  const twice = [
    ...range(convertedOrders - convertedPersons),
    ...range(orders - convertedOrders - (persons - convertedPersons), convertedPersons),
  ];
  const block = [...range(persons), ...twice].map(
    (person) => ({ kind: 'hand_down', person, converted: person < convertedPersons }) as const,
  );
  return Array.from(
    { length: Math.round((orders * months) / HAND_DOWNS.months) },
    (_, i) => block[i % orders] as Docket,
  );
}

/** Chooses as many fit appeals as there are parts, evenly over the period, and gives each its part. */
function given(
  appeals: readonly SyntheticAppeal[],
  parts: readonly Docket[],
  fits: (appeal: SyntheticAppeal) => boolean,
  preset: Preset,
  random: Random,
): SyntheticAppeal[] {
  const fit = appeals.filter(fits);
  if (fit.length < parts.length)
    throw new Error(`${parts.length} appeals should be put on the docket, but only ${fit.length} are fit`);
  const chosen = new Map(parts.map((docket, i) => [fit[Math.floor(((i + 0.5) * fit.length) / parts.length)], docket]));
  return appeals.map((appeal) => {
    const docket = chosen.get(appeal);
    if (docket === undefined)
      return { ...appeal, behaviour: { ...appeal.behaviour, handedDown: false, doubted: false } };
    const number = preset.residents + (docket.kind === 'hand_down' ? docket.person : appeal.index);
    return {
      ...appeal,
      docket,
      type: 'complaint',
      crowd: 1,
      statutoryDays: null,
      content: `【模拟】${appeal.title},请尽快处理。`,
      person: residentOf(number, appeal.village, random),
      placeText: appeal.person.address,
      objectKey: `${docket.kind} ${appeal.index + 1}`,
      behaviour: { ...appeal.behaviour, ...partOf(docket) },
    };
  });
}

function isOrdinary({ objectKey, repetition, category, behaviour }: SyntheticAppeal): boolean {
  return objectKey === null && repetition === 'none' && category.id !== 'other' && behaviour.level !== 'L1';
}

/** Above all what is handed down most often. */
function isDoubtful(appeal: SyntheticAppeal): boolean {
  return isOrdinary(appeal) && (appeal.category.handDown > 0.02 || appeal.behaviour.level !== 'L2');
}

/** Nothing that would keep the appeal from its part. */
function partOf(docket: Docket): Partial<Behaviour> {
  const handedDown = docket.kind === 'hand_down';
  const content: CallbackAnswer = { reachedAt: 1, contacted: true, resolved: true, satisfaction: 'satisfied' };
  const answer: CallbackAnswer =
    docket.kind === 'worksheet' && !docket.done
      ? { ...content, resolved: false, satisfaction: 'basically_satisfied' }
      : content;
  return {
    screening: 'accept',
    complete: true,
    addsAfter: null,
    withdrawsAfter: null,
    overdue: false,
    objection: null,
    extension: null,
    suspended: false,
    whistled: false,
    handedDown,
    verification: 'true',
    callbacks: [answer, answer, answer],
    objectiveLimit: !handedDown,
  };
}

function times<T>(count: number, what: T): readonly T[] {
  return Array.from({ length: count }, () => what);
}

function range(count: number, from = 0): readonly number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  for (let i = left.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [left[i], left[j]] = [left[j] as T, left[i] as T];
  }
  return left;
}
