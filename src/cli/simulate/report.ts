import type { workOrder } from '../../domain/appeal/appeal-tables.ts';
import { APPEAL_SOURCES, CATEGORIES, CLOSING_LABELS, LEVELS } from '../../domain/appeal/appeal-words.ts';
import type { Level } from '../../domain/appeal/appeal-words.ts';
import { formatDay } from '../../domain/day.ts';
import { dueDate } from '../../domain/appeal/deadline.ts';
import type { Reference } from '../../domain/reference/reference.ts';
import { HOTLINE_REQUESTS, type hotlineNotice, type hotlineRequest } from '../../domain/hotline/hotline-tables.ts';
import type { HotlineRequestKind } from '../../domain/hotline/hotline-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import type { ThreeRates } from '../../domain/appeal/three-rates.ts';
import type { Check } from './checks.ts';
import type { Unreached } from './reached.ts';
import type { SyntheticAppeal } from './synthetic-appeal.ts';
import { startOfPeriod } from './generator.ts';
import type { SimulationOptions } from './options.ts';
import { tableOf } from './output.ts';

type Order = RowOf<typeof workOrder>;

/** What a simulation left behind. */
export interface Outcome {
  readonly appeals: readonly SyntheticAppeal[];
  readonly orders: readonly Order[];
  /** How each case that is over ended. */
  readonly endings: readonly string[];
  /** What was asked of the hotline, and what it said by itself. */
  readonly requests: readonly RowOf<typeof hotlineRequest>[];
  readonly notices: readonly RowOf<typeof hotlineNotice>[];
  readonly rates: ThreeRates;
  readonly checks: readonly Check[];
  readonly unreached: readonly Unreached[];
  readonly commands: number;
  readonly tasks: number;
  readonly timers: number;
  readonly incidents: number;
  /** Orders whose case had not come to its end when the simulation stopped. */
  readonly open: number;
}

/** The result as tables: volumes, limits kept, end states, dealings with the hotline, three rates. Holds nothing of the machine or the hour, so the same seed prints the same. */
export function reportOf(options: SimulationOptions, outcome: Outcome, reference: Reference): string {
  const from = formatDay(startOfPeriod(options));
  const to = formatDay(options.asOf - 1);
  return [
    `${options.preset.place} ${options.preset.name} · ${from} – ${to} · 种子 seed ${options.seed} · 全部为模拟数据 all data synthetic\n`,
    volumes(outcome),
    limits(outcome.orders, reference),
    endStates(outcome),
    hotline(outcome),
    rates(outcome.rates),
    `命令 commands ${count(outcome.commands)} · 任务 tasks ${count(outcome.tasks)} · 定时 timers ${count(outcome.timers)} · 故障 incidents ${count(outcome.incidents)} · 未了结 still open ${count(outcome.open)}\n`,
    checks(outcome.checks),
    neverReached(outcome.unreached),
  ].join('\n');
}

/** Labels of the outcomes of an appeal's case. */
const ENDINGS: Readonly<Record<string, string>> = {
  closed: '已办结 closed',
  closed_unresolved: '未解决办结 closed unresolved',
  unrated: '办结(未评价) closed unrated',
  guided: '已引导 guided',
  answered: '直接答复 answered',
  merged: '已并单 merged',
  invalid: '无效 invalid',
  withdrawn: '撤诉 withdrawn',
  transferred_emergency: '已转紧急 emergency line',
  forwarded_external: '已转外单位 forwarded',
  to_petition: '转信访 petition',
};

// helpers

function volumes({ appeals }: Outcome): string {
  const bySource = counted(appeals.map(({ source }) => source));
  const byCategory = counted(appeals.map(({ category }) => category.id));
  const share = (n: number): string => percent(n / appeals.length);
  return tableOf([
    ['诉求量 Appeals', '件 n', '占比 share'],
    ['合计 all', count(appeals.length), ''],
    ...bySource.map(([source, n]) => [`${APPEAL_SOURCES[source].zh} ${APPEAL_SOURCES[source].en}`, count(n), share(n)]),
    ...byCategory.slice(0, 8).map(([id, n]) => [`  ${CATEGORIES[id].zh} ${CATEGORIES[id].en}`, count(n), share(n)]),
  ]);
}

function limits(orders: readonly Order[], reference: Reference): string {
  const line = (name: string, among: readonly Order[]): string[] => {
    const finished = among.filter(({ feedbackAt }) => feedbackAt !== null);
    return [
      name,
      count(among.length),
      kept(among, ({ signedAt, dispatchedAt, level }) => within(signedAt, dispatchedAt, 'sign', level, reference)),
      kept(among, ({ firstContactAt, dispatchedAt, level }) =>
        within(firstContactAt, dispatchedAt, 'first_contact', level, reference),
      ),
      kept(finished, ({ feedbackAt, dueAt }) => (feedbackAt === null || dueAt === null ? null : feedbackAt <= dueAt)),
      median(finished.map(({ feedbackAt, dispatchedAt }) => ((feedbackAt ?? 0) - (dispatchedAt ?? 0)) / 3_600_000)),
    ];
  };
  const dispatched = orders.filter(({ dispatchedAt }) => dispatchedAt !== null);
  return tableOf([
    ['时限 Limits kept', '派单 dispatched', '签收 signed', '联系 contacted', '办理 finished', '中位时长 median h'],
    ...LEVELS.map((level) =>
      line(
        level,
        dispatched.filter((order) => order.level === level),
      ),
    ),
    line('合计 all', dispatched),
  ]);
}

function endStates({ orders, endings, open }: Outcome): string {
  const labels = counted(orders.flatMap(({ closingLabel }) => (closingLabel === null ? [] : [closingLabel])));
  const share = (n: number): string => percent(n / orders.length);
  return tableOf([
    ['终态 End states', '件 n', '占比 share'],
    ...counted(endings).map(([ending, n]) => [ENDINGS[ending] ?? ending, count(n), share(n)]),
    ...(open === 0 ? [] : [['未了结 still open', count(open), share(open)]]),
    ...labels.map(([label, n]) => [`  ${CLOSING_LABELS[label].zh} ${CLOSING_LABELS[label].en}`, count(n), share(n)]),
  ]);
}

function hotline({ requests, notices }: Outcome): string {
  const asked = (kind: HotlineRequestKind): string[] => {
    const of = (ruling: string): string =>
      count(requests.filter((each) => each.kind === kind && each.ruling === ruling).length);
    const { zh, en } = HOTLINE_REQUESTS[kind];
    return [`${zh} ${en}`, of('granted'), of('refused'), of('lapsed')];
  };
  const said = (kind: string): string => count(notices.filter((each) => each.kind === kind).length);
  return [
    tableOf([
      ['报热线 Asked of the hotline', '同意 granted', '不同意 refused', '逾时 lapsed'],
      asked('extension'),
      asked('return'),
    ]),
    `催办 urged ${said('urge')} · 督办 supervised ${said('supervise')}\n`,
  ].join('');
}

function rates(found: ThreeRates): string {
  const rate = (value: number | null): string => (value === null ? '–' : percent(value, 2));
  return tableOf([
    ['三率 Three rates', ''],
    ['有效回访 valid callbacks', count(found.valid)],
    ['未接通 not reached', count(found.unreached)],
    ['响应率 response', rate(found.response)],
    ['解决率 resolution', rate(found.resolution)],
    ['满意率 satisfaction', rate(found.satisfaction)],
    ['综合 composite (10:45:45)', rate(found.composite)],
  ]);
}

function checks(done: readonly Check[]): string {
  return tableOf([
    ['检验 Checks', '应为 expected', '实为 found', ''],
    ...done.map(({ name, expected, found, passed }) => [name, expected, found, passed ? '✓' : '✗']),
  ]);
}

function neverReached(files: readonly Unreached[]): string {
  const total = files.reduce((sum, { ids }) => sum + ids.length, 0);
  const lines = files.map(({ file, of, ids }) => `  ${file} ${ids.length}/${of}: ${ids.join(' ')}`);
  return [`未到达 Never reached (仅供参考 for information): ${total}`, ...lines, ''].join('\n');
}

/** Null: the order never got so far. */
function within(
  at: number | null,
  from: number | null,
  name: string,
  level: Level | null,
  reference: Reference,
): boolean | null {
  if (at === null || from === null) return null;
  return at <= dueDate({ startAt: from, ...reference.limit(name, level) }, reference).dueAt;
}

function kept(orders: readonly Order[], test: (order: Order) => boolean | null): string {
  const results = orders.map(test).filter((result) => result !== null);
  return results.length === 0 ? '–' : percent(results.filter(Boolean).length / results.length);
}

function counted<T extends string>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

function median(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? '–' : middle.toFixed(1);
}

function count(n: number): string {
  return n.toLocaleString('en');
}

function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}%`;
}
