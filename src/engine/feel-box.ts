import { createContext, Script } from 'node:vm';
import {
  duration,
  evaluate,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelRange,
  FeelTime,
  parseDate,
  parseDateTime,
  parseTime,
  unaryTest,
} from 'feelin';
import { EvaluationFailure } from '../domain/process/expression-port.ts';
import { formatInstant } from '../domain/iso-time.ts';

/** Longest time that one FEEL expression may take, in milliseconds. */
export const FEEL_TIMEOUT_MS = 100;
/** Longest wall-clock time of one attempt while the machine is busy with something else, in milliseconds. */
const MAX_WALL_MS = 1_600;
/** Most values that the result of one expression may hold; beyond it is a runaway. */
const MAX_RESULT_VALUES = 100_000;
const MAX_RESULT_CHARACTERS = 4_000_000;

/** What feelin is asked with. `context` is flat; it holds variables and functions by name. */
export interface BoxedCall {
  readonly text: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly now: number;
}

/**
 * feelin behind a time limit: loops, ranges and regular expressions of a text are stopped by V8 after {@link FEEL_TIMEOUT_MS}.
 * Its calls throw {@link EvaluationFailure} when the text does not parse, fails, or takes too long.
 */
export interface FeelBox {
  /** The value of an expression as plain data: temporal values as ISO 8601 text. */
  evaluate(call: BoxedCall): unknown;
  /** Whether the unary tests of a decision table's cell hold; `?` in the context is the input. */
  test(call: BoxedCall): boolean;
}

export function createFeelBox(): FeelBox {
  let pending: (() => unknown) | undefined;
  const room = createContext({ run: () => pending?.() });
  const script = new Script('run()');

  function inBox<T>(call: BoxedCall, work: () => T): T {
    const outer = pending;
    pending = work;
    try {
      return withinTime((timeout) => script.runInContext(room, { timeout }) as T);
    } catch (error) {
      if (error instanceof EvaluationFailure) throw error;
      throw new EvaluationFailure(call.text, reason(error), { cause: error });
    } finally {
      pending = outer;
    }
  }

  return {
    evaluate: (call) => inBox(call, () => sizeChecked(toPlain(evaluate(call.text, withTime(call)).value))),
    test: (call) => inBox(call, () => unaryTest(call.text, withTime(call)).value === true),
  };
}

/** Whether FEEL itself has a function of that name. */
export function isFeelBuiltin(name: string): boolean {
  try {
    return typeof evaluate(name).value === 'function';
  } catch {
    // a name with a keyword in it does not parse
    return false;
  }
}

/** The FEEL value of an ISO 8601 text for a temporal type of DMN; null when it is none, undefined for other types. */
export function temporalFrom(type: string, text: string): unknown {
  // feelin throws for years before zero
  if (/^-\d/.test(text)) return null;
  switch (type) {
    case 'date':
      return parseDate(text);
    case 'time':
      return parseTime(text);
    case 'dateTime':
    case 'date and time':
      return parseDateTime(text);
    case 'dayTimeDuration':
    case 'yearMonthDuration':
    case 'days and time duration':
    case 'years and months duration':
      return duration(text);
    default:
      return undefined;
  }
}

/**
 * The result as it is, when it is not larger than a result may be.
 *
 * @throws {@link RangeError} for more than 100,000 values or 4,000,000 characters
 */
export function sizeChecked(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  let values = MAX_RESULT_VALUES;
  let characters = MAX_RESULT_CHARACTERS;
  const count = (item: unknown): void => {
    if (--values < 0) throw new RangeError(`result holds more than ${MAX_RESULT_VALUES} values`);
    if (typeof item === 'string') characters -= item.length;
    if (characters < 0) throw new RangeError(`result holds more than ${MAX_RESULT_CHARACTERS} characters`);
    if (typeof item === 'object' && item !== null) Object.values(item).forEach(count);
  };
  count(value);
  return value;
}

/** FEEL values as JSON-able data: temporal values as ISO 8601 text, functions and numbers that JSON cannot hold as null. */
export function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return scalar(value);
  let left = MAX_RESULT_VALUES;
  const copy = (item: unknown): unknown => {
    if (--left < 0) throw new RangeError(`result holds more than ${MAX_RESULT_VALUES} values`);
    if (typeof item !== 'object' || item === null) return scalar(item);
    if (Array.isArray(item)) return item.map(copy);
    const text = temporalText(item);
    if (text !== undefined) return text;
    return Object.fromEntries(Object.entries(item).map(([key, entry]) => [key, copy(entry)]));
  };
  return copy(value);
}

// helpers

/**
 * Runs what V8 stops after the time limit; functions of this realm and regular expressions are stopped as well.
 * V8 counts wall-clock time: where the machine gave this process no time to work, it is tried again with twice the time.
 */
function withinTime<T>(run: (timeoutMs: number) => T): T {
  for (let timeoutMs = FEEL_TIMEOUT_MS; ; timeoutMs *= 2) {
    const before = process.cpuUsage();
    try {
      return run(timeoutMs);
    } catch (error) {
      const { user, system } = process.cpuUsage(before);
      const wasStarved = (user + system) / 1000 < FEEL_TIMEOUT_MS * 0.8;
      if (!isTimeout(error) || !wasStarved || timeoutMs >= MAX_WALL_MS) throw error;
    }
  }
}

function reason(error: unknown): string {
  if (isTimeout(error)) return `took longer than ${FEEL_TIMEOUT_MS} ms; use smaller ranges and simpler patterns`;
  return error instanceof Error ? error.message : String(error);
}

function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

function withTime({ context, now }: BoxedCall): Record<string, unknown> {
  const local = formatInstant(now);
  return { ...context, now: () => parseDateTime(local), today: () => parseDate(local.slice(0, 10)) };
}

function scalar(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

function temporalText(value: object): string | undefined {
  if (value instanceof FeelDateTime && value.timezone !== null && /^[A-Za-z]/.test(value.timezone)) {
    return value.unwrap().toZonedDateTime(value.timezone).toString({ timeZoneName: 'never' });
  }
  const temporal =
    value instanceof FeelDate ||
    value instanceof FeelTime ||
    value instanceof FeelDateTime ||
    value instanceof FeelDuration ||
    value instanceof FeelRange;
  return temporal ? value.toString() : undefined;
}
