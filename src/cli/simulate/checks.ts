import type { deadline, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { conversionOf } from '../../domain/hand-down/conversion-rate.ts';
import type { Conversion } from '../../domain/hand-down/conversion-rate.ts';
import { dueDate } from '../../domain/appeal/deadline.ts';
import type { handDownCase } from '../../domain/hand-down/hand-down-tables.ts';
import type { incident } from '../../domain/process/process-tables.ts';
import type { Reference } from '../../domain/reference/reference.ts';
import type { RowOf } from '../../domain/table.ts';
import { next } from '../../domain/appeal/work-order-state.ts';
import type { WorkOrderState } from '../../domain/appeal/work-order-state.ts';
import type { worksheetEntry } from '../../domain/worksheet/worksheet-tables.ts';
import { expectedByCategory } from './arrivals.ts';
import { CATEGORIES } from './categories.ts';
import type { Cause } from './chronicle.ts';
import { HAND_DOWNS, WORKSHEET } from './dockets.ts';
import { startOfPeriod } from './generator.ts';
import type { SyntheticAppeal } from './synthetic-appeal.ts';
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
  readonly findings: number;
  /** How each order's case ended. */
  readonly endings: ReadonlyMap<number, string>;
  readonly worksheet: readonly RowOf<typeof worksheetEntry>[];
  readonly handDowns: readonly RowOf<typeof handDownCase>[];
  readonly conversions: readonly Conversion[];
  /** As the report shows them, and counted once more from what is on disk. */
  readonly rates: Rates;
  readonly recounted: Rates;
  /** Identity numbers that could be somebody's. */
  readonly identityNumbers: number;
}

/** Holds what a simulation left behind against the rules it must obey. */
export function checksOf(options: SimulationOptions, evidence: Evidence, reference: Reference): readonly Check[] {
  const wrongWay = evidence.orders.filter(
    ({ key, state }) => !isJourney(evidence.journeys.get(key) ?? [], state),
  ).length;
  const tooEarly = evidence.causes.filter(({ cause, effect }) => effect !== null && (cause === null || cause > effect));
  const dates = evidence.deadlines.filter((row) => !isCounted(row, evidence.deadlines, reference)).length;
  const [first] = evidence.incidents;
  const ended = evidence.orders.filter(({ state }) => state === 'archived').length;
  return [
    shares(options),
    volume(options, evidence, reference),
    none('状态均依状态表 States follow the table', wrongWay, evidence.orders.length),
    none(
      `无先果后因 No effect before its cause${tooEarly[0] === undefined ? '' : ` (${tooEarly[0].what})`}`,
      tooEarly.length,
      evidence.causes.length,
    ),
    none('期限可复算 Due dates counted again', dates, evidence.deadlines.length),
    {
      name: '三率可复算 Three rates counted again',
      expected: ratesText(evidence.recounted),
      found: ratesText(evidence.rates),
      passed: ratesText(evidence.recounted) === ratesText(evidence.rates),
    },
    ...contentment(options, evidence),
    ...worksheetFigures(options, evidence),
    ...handDownFigures(options, evidence),
    found(options, evidence),
    none('无真实身份证号 No identity number that could be real', evidence.identityNumbers),
    {
      name: '有终态 Orders that ended',
      expected: `${evidence.orders.length}`,
      found: `${ended}`,
      passed: ended === evidence.orders.length,
    },
    none(
      `无故障 No incidents${first === undefined ? '' : ` (${first.elementId}: ${first.message.slice(0, 60)})`}`,
      evidence.incidents.length,
    ),
  ];
}

// helpers

function none(name: string, wrong: number, of?: number): Check {
  return { name, expected: '0', found: of === undefined ? `${wrong}` : `${wrong}/${of}`, passed: wrong === 0 };
}

/** A township's appeals are shared out among the categories. */
function shares({ preset: { terrain } }: SimulationOptions): Check {
  const sum = CATEGORIES.reduce((total, { share }) => total + share[terrain], 0);
  return {
    name: '类别占比合计 Σ Category shares',
    expected: '100.0%',
    found: `${sum.toFixed(1)}%`,
    passed: Math.abs(sum - 100) < 1e-6,
  };
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
  const found = appeals.filter(({ objectKey, docket }) => objectKey === null || docket !== null).length;
  return {
    name: '件数 ±3σ Volume',
    expected: `${Math.round(expected)} ± ${Math.round(3 * sigma)}`,
    found: `${found}`,
    passed: Math.abs(found - expected) <= 3 * sigma,
  };
}

/** Whether a way begins with the registration, ends where the order is, and each state can be reached from the one before; one command may take several steps. */
function isJourney(states: readonly WorkOrderState[], last: WorkOrderState): boolean {
  return states.at(-1) === last && states.every((state, i) => leadsTo(states[i - 1] ?? 'registered', state));
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

/** Findings are a Poisson process. */
function found({ preset, asOf, ...options }: SimulationOptions, { findings }: Evidence): Check {
  const expected = (preset.findingsPerMonth * 12 * (asOf - startOfPeriod({ asOf, ...options }))) / 365;
  const margin = Math.round(3 * Math.sqrt(expected));
  const passed = Math.abs(findings - expected) <= margin;
  return { name: '发现 ±3σ Findings', expected: `${Math.round(expected)} ± ${margin}`, found: `${findings}`, passed };
}

/** Figures that were published of one street. */
function worksheetFigures({ preset }: SimulationOptions, { worksheet, endings }: Evidence): readonly Check[] {
  if (preset.name !== 'urban_street') return [];
  const entered = worksheet.filter(({ screening }) => screening === 'entered');
  const of = (issueClass: string): number => entered.filter((entry) => entry.issueClass === issueClass).length;
  const done = entered.filter(({ key }) => endings.get(key) === 'closed').length;
  const figures = WORKSHEET;
  return [
    same(
      '工作表 报送/入表/已办/未办 Worksheet',
      [figures.submitted, figures.entered, figures.done, figures.notDone],
      [worksheet.length, entered.length, done, entered.length - done],
    ),
    same(
      '工作表 急/难/新 Urgent, hard, new',
      [figures.urgent, figures.hard, figures.new],
      [of('urgent'), of('hard'), of('new')],
    ),
  ];
}

/** Figures that were published of one mountain township: exact for whole four-month periods, in proportion for others. */
function handDownFigures(
  { preset, months }: SimulationOptions,
  { handDowns, conversions }: Evidence,
): readonly Check[] {
  if (preset.name !== 'mountain_rural') return [];
  const orders = Math.round((HAND_DOWNS.orders * months) / HAND_DOWNS.months);
  const signed = handDowns.filter(({ signedAt }) => signedAt !== null).length;
  const made = same('下交件数 Hand-downs', [orders], [signed]);
  if (months !== HAND_DOWNS.months) return [made];
  const { persons, convertedPersons, convertedOrders } = HAND_DOWNS;
  const rates = conversionOf(conversions);
  return [
    made,
    same(
      '下交转化 人/件 Converted persons and orders',
      [convertedPersons, persons, convertedOrders, orders],
      [rates.persons.converted, rates.persons.total, rates.orders.converted, rates.orders.total],
    ),
  ];
}

/** As the capital's hotline reports year after year. */
function contentment(
  { preset }: SimulationOptions,
  { rates: { resolution, satisfaction } }: Evidence,
): readonly Check[] {
  if (preset.name !== 'urban_street' || resolution === null || satisfaction === null) return [];
  const text = (rate: number): string => `${(100 * rate).toFixed(2)}%`;
  const passed = satisfaction >= resolution;
  return [
    {
      name: '满意率不低于解决率 Satisfaction not below resolution',
      expected: `≥ ${text(resolution)}`,
      found: text(satisfaction),
      passed,
    },
  ];
}

function same(name: string, expected: readonly number[], actual: readonly number[]): Check {
  return { name, expected: expected.join('/'), found: actual.join('/'), passed: expected.join() === actual.join() };
}

function ratesText({ response, resolution, satisfaction }: Rates): string {
  return [response, resolution, satisfaction]
    .map((rate) => (rate === null ? '–' : `${(100 * rate).toFixed(2)}%`))
    .join(' ');
}
