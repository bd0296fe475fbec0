import type { deadline, workOrder } from '../../domain/appeal-tables.ts';
import { dueDate } from '../../domain/deadline.ts';
import type { incident } from '../../domain/process-tables.ts';
import type { Reference } from '../../domain/reference.ts';
import type { RowOf } from '../../domain/table.ts';
import { next } from '../../domain/work-order-state.ts';
import type { WorkOrderState } from '../../domain/work-order-state.ts';
import { expectedByCategory } from './arrivals.ts';
import type { Cause } from './chronicle.ts';
import { startOfPeriod } from './generator.ts';
import type { SyntheticAppeal } from './generator.ts';
import type { SimulationOptions } from './options.ts';
import type { Rates } from './rates.ts';

/** A rule that a simulation must obey, and what was found. */
export interface Check {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly passed: boolean;
}

/** What the checks look at: everything that was made, and what is on disk. */
export interface Evidence {
  readonly appeals: readonly SyntheticAppeal[];
  readonly orders: readonly RowOf<typeof workOrder>[];
  /** States of each order, one entry for each command that changed it. */
  readonly journeys: ReadonlyMap<number, readonly WorkOrderState[]>;
  readonly deadlines: readonly RowOf<typeof deadline>[];
  /** Instants of things and of what they follow from. */
  readonly causes: readonly Cause[];
  readonly incidents: readonly RowOf<typeof incident>[];
  readonly handDowns: number;
  /** As the report shows them, and counted once more from what is on disk. */
  readonly rates: Rates;
  readonly recounted: Rates;
  /** Identity numbers that could be somebody's. */
  readonly identityNumbers: number;
}

/** The hand-downs that a mountain township had in four months. */
const HAND_DOWNS = 40;
const HAND_DOWN_MONTHS = 4;

/** Holds what a simulation left behind against the rules it must obey. */
export function checksOf(options: SimulationOptions, evidence: Evidence, reference: Reference): readonly Check[] {
  const wrongWay = evidence.orders.filter(({ key }) => !isJourney(evidence.journeys.get(key) ?? [])).length;
  const tooEarly = evidence.causes.filter(({ cause, effect }) => effect !== null && (cause === null || cause > effect));
  const dates = evidence.deadlines.filter((row) => !isCounted(row, evidence.deadlines, reference)).length;
  const [first] = evidence.incidents;
  const ended = evidence.orders.filter(({ state }) => state === 'archived').length;
  return [
    volume(options, evidence, reference),
    none('状态均依状态表 States follow the table', wrongWay, evidence.orders.length),
    none(`无先果后因 No effect before its cause${tooEarly[0] === undefined ? '' : ` (${tooEarly[0].what})`}`, tooEarly.length, evidence.causes.length),
    none('期限可复算 Due dates counted again', dates, evidence.deadlines.length),
    {
      name: '三率可复算 Three rates counted again',
      expected: ratesText(evidence.recounted),
      found: ratesText(evidence.rates),
      passed: ratesText(evidence.recounted) === ratesText(evidence.rates),
    },
    ...handDowns(options, evidence),
    none('无真实身份证号 No identity number that could be real', evidence.identityNumbers),
    { name: '有终态 Orders that ended', expected: `${evidence.orders.length}`, found: `${ended}`, passed: ended === evidence.orders.length },
    none(`无故障 No incidents${first === undefined ? '' : ` (${first.elementId}: ${first.message})`}`, evidence.incidents.length),
  ];
}

// helpers

function none(name: string, wrong: number, of?: number): Check {
  return { name, expected: '0', found: of === undefined ? `${wrong}` : `${wrong}/${of}`, passed: wrong === 0 };
}

/** Calls of their own, without those about one happening; a small place varies by more than chance. */
function volume(options: SimulationOptions, { appeals }: Evidence, { calendar }: Reference): Check {
  const { preset, months, asOf } = options;
  let expected = 0;
  for (let day = startOfPeriod(options); day < asOf; day++) {
    for (const [, count] of expectedByCategory(preset, day, calendar)) expected += count;
  }
  const spread = (preset.volumeSigma * expected) / Math.sqrt(months);
  const sigma = Math.max(Math.sqrt(expected), spread);
  const found = appeals.filter(({ objectKey }) => objectKey === null).length;
  return {
    name: '件数 ±3σ Volume',
    expected: `${Math.round(expected)} ± ${Math.round(3 * sigma)}`,
    found: `${found}`,
    passed: Math.abs(found - expected) <= 3 * sigma,
  };
}

/** Whether each state can be reached from the one before; one command may take several steps. */
function isJourney(states: readonly WorkOrderState[]): boolean {
  return states.length > 0 && states.every((state, i) => i === 0 || leadsTo(states[i - 1] as WorkOrderState, state));
}

function leadsTo(from: WorkOrderState, to: WorkOrderState): boolean {
  const seen = new Set<WorkOrderState>();
  const open = [from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (state === to) return true;
    for (const following of next(state)) {
      if (seen.has(following)) continue;
      seen.add(following);
      open.push(following);
    }
  }
  return false;
}

/** A date is what the calendar says, or the earlier one that it must not exceed. */
function isCounted(row: RowOf<typeof deadline>, all: readonly RowOf<typeof deadline>[], reference: Reference): boolean {
  const { dueAt } = dueDate(row, reference);
  if (row.dueAt === dueAt) return true;
  const replaced = row.replacesKey === null ? undefined : all.find(({ key }) => key === row.replacesKey);
  return replaced !== undefined && row.dueAt === replaced.dueAt && row.dueAt < dueAt;
}

function handDowns({ preset, months }: SimulationOptions, { handDowns: found }: Evidence): readonly Check[] {
  if (preset.name !== 'mountain_rural' || months < HAND_DOWN_MONTHS) return [];
  const expected = (HAND_DOWNS * months) / HAND_DOWN_MONTHS;
  const sigma = Math.max(Math.sqrt(expected), (preset.volumeSigma * expected) / Math.sqrt(months));
  const passed = Math.abs(found - expected) <= 3 * sigma;
  return [{ name: '下交件数 ±3σ Hand-downs', expected: `${expected} ± ${Math.round(3 * sigma)}`, found: `${found}`, passed }];
}

function ratesText({ response, resolution, satisfaction }: Rates): string {
  return [response, resolution, satisfaction].map((rate) => (rate === null ? '–' : `${(100 * rate).toFixed(2)}%`)).join(' ');
}
