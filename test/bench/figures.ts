import { tableOf } from '../../src/cli/simulate/output.ts';

/** What is measured once on an empty database and again on a full one. */
export interface Figures {
  /** On the way of an appeal from intake to archive: durable (SQLite, synchronous FULL), in process. */
  readonly commandsPerSecond: number;
  /** Over HTTP, from another process. */
  readonly httpCommandsPerSecond: number;
  /** Begun and completed instances of a diagram with one user task. */
  readonly instancesPerSecondOneTask: number;
  /** Of an instance that waits at its one user task, with everything that was written for it. */
  readonly bytesPerOpenInstance: number;
  /** Of the same instance after its end, history and audit included. */
  readonly bytesPerClosedInstance: number;
  /** 99 of 100 commands are answered within, at half the load of `commandsPerSecond`. */
  readonly p99Ms: number;
}

/** The last line that the benchmark prints, as JSON. */
export interface Report extends Figures {
  /** bpmn-engine recovered, resumed, stepped and saved for each command, on the same way. */
  readonly plainEngineCommandsPerSecond: number;
  /** The same rows written in the same batches, without any engine. */
  readonly sqliteFloorCommandsPerSecond: number;
  readonly ratioToPlainEngine: number;
  readonly ratioToFloor: number;
  readonly oneTask: Pick<
    Report,
    'commandsPerSecond' | 'plainEngineCommandsPerSecond' | 'sqliteFloorCommandsPerSecond' | 'ratioToPlainEngine' | 'ratioToFloor' | 'p99Ms'
  >;
  /** How many instances the database held for `full`. */
  readonly storedInstances: number;
  readonly full: Figures;
  /** The figure that got worst from empty to full, as a factor; 1 is no worse. */
  readonly worstFactor: number;
  readonly machine: { readonly cpus: number; readonly model: string; readonly node: string };
}

const LABELS: readonly (readonly [keyof Figures, string, digits: number])[] = [
  ['commandsPerSecond', 'commands/s, intake → archive', 0],
  ['httpCommandsPerSecond', 'commands/s over HTTP', 0],
  ['instancesPerSecondOneTask', 'instances/s, one user task', 0],
  ['p99Ms', 'p99 at half load, ms', 1],
  ['bytesPerOpenInstance', 'bytes per open instance', 0],
  ['bytesPerClosedInstance', 'bytes per closed instance', 0],
];

/** How much worse `full` is than `empty`, at its worst. Rates should not fall, times and sizes not rise. */
export function worstFactor(empty: Figures, full: Figures): number {
  return Math.max(
    ...LABELS.map(([name]) => (name.endsWith('PerSecond') || name === 'instancesPerSecondOneTask' ? empty[name] / full[name] : full[name] / empty[name])),
  );
}

/** The report for people. */
export function printed(report: Report): string {
  const number = (value: number, digits = 0): string => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return [
    tableOf([
      ['', 'empty', `${number(report.storedInstances)} stored`],
      ...LABELS.map(([name, label, digits]) => [label, number(report[name], digits), number(report.full[name], digits)]),
    ]),
    tableOf([
      ['', 'intake → archive', 'one user task'],
      ['commands/s', number(report.commandsPerSecond), number(report.oneTask.commandsPerSecond)],
      ['plain engine, commands/s', number(report.plainEngineCommandsPerSecond), number(report.oneTask.plainEngineCommandsPerSecond)],
      ['SQLite floor, commands/s', number(report.sqliteFloorCommandsPerSecond), number(report.oneTask.sqliteFloorCommandsPerSecond)],
      ['ratio to plain engine (≥ 40)', number(report.ratioToPlainEngine, 1), number(report.oneTask.ratioToPlainEngine, 1)],
      ['ratio to floor (≥ 0.3)', number(report.ratioToFloor, 2), number(report.oneTask.ratioToFloor, 2)],
    ]),
    `worst change from empty to full: ×${number(report.worstFactor, 2)} (≤ 1.2)\n`,
  ].join('\n');
}
